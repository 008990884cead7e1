import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { UiInteractionBridge } from '@rocket.chat/apps-engine/server/bridges/UiInteractionBridge';
import type { ServerPort } from '../../ports';

/** Surfaces an app opens or updates; whether the user's client still knows the trigger is the client's business. */
export class InteractionsBridge extends UiInteractionBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async notifyUser(user: IUser, interaction: IUIKitInteraction, appId: string): Promise<void> {
        const { type, triggerId, view, errors } = interaction as IUIKitInteraction & {
            view?: unknown;
            errors?: unknown;
        };
        await this.port.clients.deliver(user.id, { kind: 'surface', action: type, appId, triggerId, view, errors });
    }
}
