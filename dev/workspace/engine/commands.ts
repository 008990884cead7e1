import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { Room } from '@rocket.chat/apps-engine/server/rooms/Room';
import type { CommandCall, ServerPort } from '../ports';
import { roomToApp } from './converters/rooms';
import { userToApp } from './converters/users';

/** Runs an app's slash command. Rejects when the app is disabled, and with what the executor throws. */
export async function runCommand(manager: AppManager, port: ServerPort, call: CommandCall): Promise<void> {
    const context = new SlashCommandContext(
        userToApp(call.user),
        (await roomToApp(port, call.room)) as unknown as Room,
        parseParameters(call.params),
        call.threadId,
        call.triggerId,
    );
    await manager.getCommandManager().executeCommand(call.command, context);
}

/**
 * Splits what was typed after a command. Groups in single or double quotes stay together and lose their quotes wherever
 * these stand (`what's Bob's plan` becomes `whats Bobs` and `plan`), `\"` becomes a plain quote, blanks separate.
 */
export function parseParameters(text: string): string[] {
    const pieces = text.match(/(?:"(?:\\"|[^"])*"|'[^']*'|\\"|[^\s])+/g) ?? [];
    return pieces.map((piece) => piece.replace(/\\"|["']/g, (mark) => (mark === '\\"' ? '"' : '')));
}
