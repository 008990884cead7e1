import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { CommandCall, ServerPort } from '../ports';
import { roomToApp } from './converters/rooms';
import { userToApp } from './converters/users';

/** Runs an app's slash command. Rejects when the app is disabled, and with what the executor throws. */
export async function runCommand(manager: AppManager, port: ServerPort, call: CommandCall): Promise<void> {
    const context = new SlashCommandContext(
        userToApp(call.user),
        await roomToApp(port, call.room),
        parseParameters(call.params),
        call.threadId,
        call.triggerId,
    );
    await manager.getCommandManager().executeCommand(call.command, context);
}

/** A quoted group (a backslash keeps the next character from ending it), blanks, or any other single character. */
const PIECE = /(["'])((?:\\.|(?!\1)[^\\])*)\1|[ \n\r\t]+|[^ \n\r\t]/gs;

/**
 * Splits what was typed after a command. A quoted group keeps its blanks and loses its quotes wherever it stands, so
 * `what's Bob's plan` becomes `whats Bobs` and `plan`; a quote without a partner is an ordinary character; two groups
 * that touch are two arguments; `\"` becomes a plain quote if there is any group. Blank text gives no arguments.
 */
export function parseParameters(text: string): string[] {
    const finished: string[] = [];
    let argument: string | undefined;
    let lastWasGroup = false;
    let hasGroups = false;
    for (const [piece, quote, group] of text.matchAll(PIECE)) {
        const isGroup = quote !== undefined;
        const endsArgument = (isGroup && lastWasGroup) || /^[ \n\r\t]/.test(piece);
        if (endsArgument && argument !== undefined) {
            finished.push(argument);
            argument = undefined;
        }
        if (isGroup || !/^[ \n\r\t]/.test(piece)) {
            argument = (argument ?? '') + (isGroup ? group : piece);
        }
        lastWasGroup = isGroup;
        hasGroups ||= isGroup;
    }
    const parameters = argument === undefined ? finished : [...finished, argument];
    return hasGroups ? parameters.map((parameter) => parameter.replaceAll('\\"', '"')) : parameters;
}
