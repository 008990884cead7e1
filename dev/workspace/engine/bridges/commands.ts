import { CommandBridge } from '@rocket.chat/apps-engine/server/bridges/CommandBridge';
import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';

/** The slash commands apps have registered on this instance; the workspace has none of its own. */
export class CommandsBridge extends CommandBridge {
    private readonly registered = new Set<string>();

    public has(command: string): boolean {
        return this.registered.has(command.toLowerCase());
    }

    protected async doesCommandExist(command: string): Promise<boolean> {
        return this.has(command);
    }

    protected async registerCommand(command: ISlashCommand): Promise<void> {
        this.registered.add(command.command.toLowerCase());
    }

    protected async unregisterCommand(command: string): Promise<void> {
        this.registered.delete(command.toLowerCase());
    }

    protected async enableCommand(command: string): Promise<void> {
        refuse(command);
    }

    protected async disableCommand(command: string): Promise<void> {
        refuse(command);
    }

    protected async modifyCommand(command: ISlashCommand): Promise<void> {
        refuse(command.command);
    }
}

/** Only commands of the server itself can be switched or changed, and there are none. */
function refuse(command: string): never {
    throw new Error(`Command is not currently registered with the system: "${command}"`);
}
