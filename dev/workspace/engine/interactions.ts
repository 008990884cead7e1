import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { Interaction, ServerPort } from '../ports';
import { messageToApp } from './converters/messages';
import { roomToApp } from './converters/rooms';
import { userToAppOrNone } from './converters/users';

/**
 * Hands a client's interaction to its app and returns the app's answer. Room and message are whatever the client named,
 * unchecked, as in the product, and only actions and buttons have them; of all this, only `user` can be trusted.
 */
export async function interact(manager: AppManager, port: ServerPort, interaction: Interaction): Promise<unknown> {
    const { appId, type, actionId, triggerId, container, payload, visitor, threadId } = interaction;
    if (!manager.getOneById(appId)) {
        throw new Error(`No App found by the id of: "${appId}"`);
    }
    const hasPlace = type === 'blockAction' || type === 'actionButton';
    const incoming = {
        type,
        appId,
        actionId,
        triggerId,
        container,
        payload,
        visitor,
        user: userToAppOrNone(interaction.user),
        room: hasPlace && interaction.room ? await roomToApp(port, interaction.room) : undefined,
        message: hasPlace && interaction.message ? await messageToApp(port, interaction.message) : undefined,
        ...(threadId && { tmid: threadId }),
    };
    const byVisitor = visitor && type === 'blockAction';
    return manager
        .getListenerManager()
        .executeListener(
            byVisitor ? AppInterface.IUIKitLivechatInteractionHandler : AppInterface.IUIKitInteractionHandler,
            incoming as never,
        );
}
