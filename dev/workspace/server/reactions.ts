import type { MessageDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { requireReadable, requireVoice } from './room-access';
import { isStandardEmoji } from './standard-emoji';
import { raise, type World } from './world';

/**
 * Adds or takes back a reaction; without `on`, toggles. The emoji must exist, and the user must be able to read the
 * room and speak in it. Nothing happens, and no event is raised, when it is already as wished.
 */
export function react(world: World, user: UserDoc, messageId: string, emoji: string, on?: boolean): void {
    const { messages, emojis } = world.store;
    const name = emoji.replaceAll(':', '');
    const isCustom = emojis.find((custom) => custom.name === name || custom.aliases.includes(name)) !== undefined;
    if (!isCustom && !isStandardEmoji(name)) throw new Refusal('error-not-allowed', 'Invalid emoji provided.');
    const message = messages.get(messageId);
    if (!message) throw new Refusal('error-not-allowed', 'Not allowed');
    requireVoice(world, requireReadable(world, message.rid, user), user);

    const reaction = `:${name}:`;
    const usernames = message.reactions?.[reaction]?.usernames ?? [];
    const hasReacted = usernames.includes(user.username);
    const isReacted = on ?? !hasReacted;
    if (isReacted === hasReacted) return;
    const now = isReacted ? [...usernames, user.username] : usernames.filter((one) => one !== user.username);
    const { [reaction]: _replaced, ...others }: NonNullable<MessageDoc['reactions']> = message.reactions ?? {};
    const reactions = now.length > 0 ? { ...others, [reaction]: { usernames: now } } : others;
    const updated = messages.update(messageId, {
        reactions: Object.keys(reactions).length > 0 ? reactions : undefined,
    })!;
    raise(world, { name: 'IPostMessageReacted', message: updated, user, reaction, isReacted });
}
