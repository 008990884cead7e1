/** A small app that touches every way an engine reaches an app. Built by `engine-fixture.ts`. */
import type {
    IConfigurationExtend,
    IHttp,
    IModify,
    IPersistence,
    IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import {
    ApiEndpoint,
    ApiSecurity,
    ApiVisibility,
    type IApiRequest,
    type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IMessage, IPostMessageDeleted, IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { IPostUserStatusChanged } from '@rocket.chat/apps-engine/definition/users';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import {
    UIKitSurfaceType,
    type IUIKitInteractionHandler,
    type UIKitBlockInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

/** Passed where a definition asks for it; the engine fills it in by itself. */
const APP_ID = 'APP_ID';

const association = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);

async function remember(persistence: IPersistence, id: string, data: object): Promise<void> {
    await persistence.updateByAssociation(association(id), data, true);
}

type Probe = (tools: {
    request: IApiRequest;
    read: IRead;
    modify: IModify;
    http: IHttp;
    persistence: IPersistence;
}) => Promise<unknown>;

/** What `POST probe/<name>` does; the answer is `{ result }` or `{ error }`. */
const PROBES: Record<string, Probe> = {
    now: async () => ({ now: Date.now(), date: new Date(), isDate: new Date(0) instanceof Date }),
    room: ({ request, read }) => read.getRoomReader().getById(request.content.id),
    members: ({ request, read }) => read.getRoomReader().getMembers(request.content.id),
    messages: ({ request, read }) =>
        read.getRoomReader().getMessages(request.content.id, request.content.options ?? {}),
    allRooms: ({ read }) => read.getRoomReader().getAllRooms(),
    message: ({ request, read }) => read.getMessageReader().getById(request.content.id),
    thread: ({ request, read }) => read.getThreadReader().getThreadById(request.content.id),
    role: ({ read }) => read.getRoleReader().getOneByIdOrName('admin', APP_ID),
    user: ({ request, read }) => read.getUserReader().getById(request.content.id),
    userRooms: ({ request, read }) => read.getUserReader().getUserRoomIds(request.content.id),
    serverSetting: ({ request, read }) =>
        read.getEnvironmentReader().getServerSettings().getValueById(request.content.id),
    environment: ({ request, read }) =>
        read.getEnvironmentReader().getEnvironmentVariables().getValueByName(request.content.name),
    ownSetting: ({ read }) => read.getEnvironmentReader().getSettings().getValueById('greeting'),
    http: ({ request, http }) => http.post(request.content.url, request.content.options),
    remembered: ({ request, read }) => read.getPersistenceReader().readByAssociation(association(request.content.id)),
    updateById: ({ persistence }) => persistence.update('anything', {}),
    email: ({ modify }) =>
        modify
            .getCreator()
            .getEmailCreator()
            .send({} as never),
    send: async ({ request, read, modify }) => {
        const room = await read.getRoomReader().getById(request.content.room);
        const sender = await read.getUserReader().getById(request.content.sender);
        const builder = modify
            .getCreator()
            .startMessage()
            .setRoom(room!)
            .setSender(sender)
            .setText(request.content.text);
        return modify.getCreator().finish(builder);
    },
    edit: async ({ request, read, modify }) => {
        const editor = await read.getUserReader().getById(request.content.editor);
        const builder = await modify.getUpdater().message(request.content.id, editor);
        return modify.getUpdater().finish(builder.setText(request.content.text));
    },
    react: ({ request, modify }) =>
        modify.getUpdater().getMessageUpdater().addReaction(request.content.id, request.content.user, ':tada:'),
    file: async ({ request, read }) => {
        const upload = await read.getUploadReader().getById(request.content.id);
        const bytes = await read.getUploadReader().getBufferById(request.content.id);
        return { upload, text: bytes.toString() };
    },
    upload: async ({ request, read, modify }) => {
        const room = await read.getRoomReader().getById(request.content.room);
        const user = await read.getUserReader().getById(request.content.user);
        const bytes = Buffer.from(request.content.text);
        return modify.getCreator().getUploadCreator().uploadBuffer(bytes, { filename: 'new.txt', room: room!, user });
    },
    surface: async ({ request, read, modify }) => {
        const user = await read.getUserReader().getById(request.content.user);
        const view = { type: UIKitSurfaceType.MODAL, id: 'v1', title: { type: 'plain_text', text: 'Hi' }, blocks: [] };
        await modify.getUiController().openSurfaceView(view as never, { triggerId: request.content.triggerId }, user);
    },
    schedule: ({ modify }) =>
        modify.getScheduler().scheduleOnce({ id: 'digest', when: new Date(0), data: { asked: true } }),
};

class ProbeEndpoint extends ApiEndpoint {
    public override path = 'probe/:name';

    public async post(
        request: IApiRequest,
        _endpoint: unknown,
        read: IRead,
        modify: IModify,
        http: IHttp,
        persistence: IPersistence,
    ): Promise<IApiResponse> {
        try {
            const result = await PROBES[request.params.name!]!({ request, read, modify, http, persistence });
            return this.json({ status: 200, content: { result: result === undefined ? 'undefined' : result } });
        } catch (error) {
            return this.json({ status: 200, content: { error: (error as Error).message } });
        }
    }
}

class EchoEndpoint extends ApiEndpoint {
    public override path = 'echo';

    public async get(request: IApiRequest): Promise<IApiResponse> {
        return { status: 200, headers: { 'x-test': 'yes', 'content-type': 'text/plain' }, content: request as never };
    }

    public async put(): Promise<IApiResponse> {
        throw new Error('this app fails');
    }

    public async patch(): Promise<IApiResponse> {
        return undefined as unknown as IApiResponse;
    }

    public async delete(): Promise<IApiResponse> {
        return new Promise((resolve) => setTimeout(() => resolve(this.success()), 60_000));
    }
}

class OwnEndpoint extends ApiEndpoint {
    public override path = 'own';
    public authRequired = true;

    public async get(request: IApiRequest): Promise<IApiResponse> {
        return this.success({ username: request.user!.username });
    }
}

class WhisperCommand implements ISlashCommand {
    public command = 'whisper';
    public i18nParamsExample = 'example';
    public i18nDescription = 'description';
    public providesPreview = false;

    public async executor(context: SlashCommandContext, _read: IRead, modify: IModify): Promise<void> {
        const text = JSON.stringify([context.getArguments(), context.getThreadId(), context.getTriggerId()]);
        const message = modify.getCreator().startMessage().setRoom(context.getRoom()).setText(text).getMessage();
        await modify.getNotifier().notifyUser(context.getSender(), message);
    }
}

export class EngineTestApp
    extends App
    implements IPostMessageSent, IPostMessageDeleted, IPostUserStatusChanged, IUIKitInteractionHandler
{
    public override async onEnable(): Promise<boolean> {
        // Something that would keep a process alive for ever.
        setInterval(() => undefined, 1_000);
        return true;
    }

    protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
        await configuration.api.provideApi({
            visibility: ApiVisibility.PUBLIC,
            security: ApiSecurity.UNSECURE,
            endpoints: [new ProbeEndpoint(this), new EchoEndpoint(this), new OwnEndpoint(this)],
        });
        await configuration.settings.provideSetting({
            id: 'greeting',
            type: SettingType.STRING,
            packageValue: 'hello',
            required: false,
            public: true,
            i18nLabel: 'greeting',
        });
        await configuration.scheduler.registerProcessors([
            {
                id: 'digest',
                processor: async (context, _read, _modify, _http, persistence) => {
                    if (context.fail) {
                        throw new Error('this job fails');
                    }
                    await remember(persistence, 'job', context);
                },
            },
        ]);
        await configuration.slashCommands.provideSlashCommand(new WhisperCommand());
    }

    public override async onSettingUpdated(setting: ISetting): Promise<void> {
        this.getLogger().info('setting updated', setting.value);
    }

    public async executePostMessageSent(
        message: IMessage,
        _read: IRead,
        _http: IHttp,
        persistence: IPersistence,
    ): Promise<void> {
        await remember(persistence, 'sent', message);
    }

    public async executePostMessageDeleted(
        message: IMessage,
        _read: IRead,
        _http: IHttp,
        persistence: IPersistence,
        _modify: IModify,
        context: unknown,
    ): Promise<void> {
        await remember(persistence, 'deleted', { text: message.text, context });
    }

    public async executePostUserStatusChanged(
        context: object,
        _read: IRead,
        _http: IHttp,
        persistence: IPersistence,
    ): Promise<void> {
        await remember(persistence, 'status', context);
    }

    public async executeBlockActionHandler(context: UIKitBlockInteractionContext) {
        const { user, room, message, value, actionId, triggerId } = context.getInteractionData();
        return {
            success: true,
            seen: {
                username: user.username,
                room: room?.slugifiedName,
                text: message?.text,
                value,
                actionId,
                triggerId,
            },
        };
    }
}
