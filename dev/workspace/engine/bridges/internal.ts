import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IInternalFederationBridge } from '@rocket.chat/apps-engine/server/bridges/IInternalFederationBridge';
import { InternalBridge as EngineInternalBridge } from '@rocket.chat/apps-engine/server/bridges/InternalBridge';
import type { ServerPort } from '../../ports';

/** What room objects and the licence check inside the engine ask for; no app permission applies. */
export class InternalBridge extends EngineInternalBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getUsernamesOfRoomById(roomId: string): Promise<string[]> {
        return (await this.port.rooms.members(roomId)).map(({ username }) => username);
    }

    protected getUsernamesOfRoomByIdSync(): string[] {
        throw new Error('Usernames of a room can only be read asynchronously.');
    }

    protected async getWorkspacePublicKey(): Promise<ISetting> {
        const { publicKey } = await this.port.instances.keyPair();
        return { id: 'Cloud_Workspace_PublicKey', value: publicKey } as unknown as ISetting;
    }
}

/** The key pair every installed package is signed with and verified by. */
export class InternalFederationBridge implements IInternalFederationBridge {
    constructor(private readonly port: ServerPort) {}

    public async getPrivateKey(): Promise<string> {
        return (await this.port.instances.keyPair()).privateKey;
    }

    public async getPublicKey(): Promise<string> {
        return (await this.port.instances.keyPair()).publicKey;
    }
}
