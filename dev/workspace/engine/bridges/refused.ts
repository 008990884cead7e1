import { CloudWorkspaceBridge } from '@rocket.chat/apps-engine/server/bridges/CloudWorkspaceBridge';
import { ContactBridge } from '@rocket.chat/apps-engine/server/bridges/ContactBridge';
import { EmailBridge } from '@rocket.chat/apps-engine/server/bridges/EmailBridge';
import { ExperimentalBridge } from '@rocket.chat/apps-engine/server/bridges/ExperimentalBridge';
import { LivechatBridge } from '@rocket.chat/apps-engine/server/bridges/LivechatBridge';
import { ModerationBridge } from '@rocket.chat/apps-engine/server/bridges/ModerationBridge';
import { OAuthAppsBridge } from '@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge';
import { OutboundMessageBridge } from '@rocket.chat/apps-engine/server/bridges/OutboundMessagesBridge';
import { VideoConferenceBridge } from '@rocket.chat/apps-engine/server/bridges/VideoConferenceBridge';

/**
 * A bridge to a part of Rocket.Chat this workspace does not have. The engine's permission checks still come first; a
 * call that passes them throws.
 */
function refused<Bridge extends object>({ prototype }: { prototype: Bridge }): Bridge {
    return new Proxy(Object.create(prototype) as Bridge, {
        get(bridge, method, receiver) {
            return method in bridge || typeof method === 'symbol' ? Reflect.get(bridge, method, receiver) : refuse;
        },
    });
}

function refuse(): never {
    throw new Error('This is not available in this workspace.');
}

export const refusedBridges = {
    cloud: refused(CloudWorkspaceBridge),
    contact: refused(ContactBridge),
    email: refused(EmailBridge),
    experimental: refused(ExperimentalBridge),
    livechat: refused(LivechatBridge),
    moderation: refused(ModerationBridge),
    oauthApps: refused(OAuthAppsBridge),
    outboundMessage: refused(OutboundMessageBridge),
    videoConference: refused(VideoConferenceBridge),
};
