import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { Accessors } from './endpoint';
import { toPerson } from './shapes';
import type { Person } from './workspace';

/** A command as somebody typed it. */
export interface TypedCommand {
    person: Person;
    /** As the host split them: quotes are gone, a quoted part is one argument. */
    args: string[];
    /** Where it was typed. The client says so: it is no proof that the person may read there. */
    roomId: string;
    threadId?: string;
}

export type Run = (typed: TypedCommand, accessors: Accessors) => Promise<void>;

/** One slash command. Its description and example are the keys `command_<name>_description` and `…_params`. */
export class SlashCommand implements ISlashCommand {
    public i18nParamsExample: string;
    public i18nDescription: string;
    public providesPreview = false;

    constructor(
        public command: string,
        private readonly run: Run,
    ) {
        this.i18nParamsExample = `command_${command}_params`;
        this.i18nDescription = `command_${command}_description`;
    }

    public executor(
        context: SlashCommandContext,
        read: IRead,
        modify: IModify,
        _http: IHttp,
        persistence: IPersistence,
    ): Promise<void> {
        const typed = {
            person: toPerson(context.getSender()),
            args: context.getArguments(),
            roomId: context.getRoom().id,
            threadId: context.getThreadId(),
        };
        return this.run(typed, { read, modify, persistence });
    }
}
