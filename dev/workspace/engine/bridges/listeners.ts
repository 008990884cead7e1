import type { IListenerBridge } from '@rocket.chat/apps-engine/server/bridges/IListenerBridge';

/** The engine asks for this bridge but calls nothing on it: events enter through its listener manager. */
export class ListenersBridge implements IListenerBridge {
    public async messageEvent(): Promise<void> {}

    public async roomEvent(): Promise<void> {}

    public async uiKitInteractionEvent(): Promise<void> {}
}
