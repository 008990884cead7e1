import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import { ThreadBridge } from '@rocket.chat/apps-engine/server/bridges/ThreadBridge';
import type { ServerPort } from '../../ports';
import { threadToApp } from '../converters/threads';

export class ThreadsBridge extends ThreadBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected getById(rootId: string): Promise<IMessage[]> {
        return threadToApp(this.port, rootId);
    }
}
