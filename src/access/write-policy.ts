import { AppError } from '../errors';
import type { Settings } from '../settings/settings';
import type { Caller } from './caller';

/**
 * What an agent may write: the admin's mode AND the connection's scope AND (later, when it sends) the host's own check
 * of the sender. Throws the first refusal.
 */
export function assertMayWrite(caller: Caller, settings: Settings): void {
    if (settings.writeMode === 'off') {
        throw new AppError('writes_disabled', 'Writing by agents is switched off in this workspace.', {
            hint: 'Show the text to your person instead; an admin can allow writing in the settings of this app.',
        });
    }
    if (caller.scope !== 'write') {
        throw new AppError('write_scope_missing', 'This connection may only read.', {
            hint: 'Your person can make one that writes with `/mcp token <name> write`.',
        });
    }
}

/** True when a tool that writes is worth listing for this caller. */
export function mayWrite(caller: Caller, settings: Settings): boolean {
    return settings.writeMode !== 'off' && caller.scope === 'write';
}
