import type { MentionDoc, MessageDoc } from '../store/documents';
import type { World } from './world';

const AT_NAME = /(?:^|[\s>(*_~"'])@([0-9a-zA-Z._-]+)/g;
const HASH_NAME = /(?:^|[\s>(*_~"'])#([0-9a-zA-Z._-]+)/g;
const URL = /\bhttps?:\/\/[^\s<>"')\]]+/g;

/** What a text points at: `mentions` (people, teams, `all`, `here`), `channels` and `urls`; empty ones left out. */
export function parseText(world: World, text: string): Pick<MessageDoc, 'mentions' | 'channels' | 'urls'> {
    const mentions = mentionsOf(world, namesIn(text, AT_NAME));
    const channels = namesIn(text, HASH_NAME).flatMap((name) => {
        const room = resolve(name, (candidate) => world.store.rooms.byName(candidate));
        return room ? [{ _id: room._id, name: room.name! }] : [];
    });
    const urls = [...new Set(text.match(URL))].map((url) => ({ url }));
    return {
        ...(mentions.length > 0 && { mentions }),
        ...(channels.length > 0 && { channels }),
        ...(urls.length > 0 && { urls }),
    };
}

/** Looks the names up: `all` and `here`, then users, then teams. Unknown names are left out. */
export function mentionsOf(world: World, names: string[]): MentionDoc[] {
    const found = names.flatMap((name) => resolve(name, (candidate) => mentionOf(world, candidate)) ?? []);
    return found.filter(({ _id }, index) => found.findIndex((other) => other._id === _id) === index);
}

function mentionOf(world: World, name: string): MentionDoc | undefined {
    if (name === 'all' || name === 'here') return { _id: name, username: name, type: 'user' };
    const user = world.store.users.byUsername(name);
    if (user) return { _id: user._id, username: user.username, name: user.name, type: 'user' };
    const team = world.store.teams.find((candidate) => candidate.name === name);
    return team && { _id: team._id, name: team.name, type: 'team' };
}

function namesIn(text: string, pattern: RegExp): string[] {
    return [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))];
}

/** A name may end a sentence ("thanks @maria."): the punctuation belongs to it only if somebody is called so. */
function resolve<T>(name: string, lookUp: (candidate: string) => T | undefined): T | undefined {
    return lookUp(name) ?? lookUp(name.replace(/[._-]+$/, ''));
}

/** Whom a message calls: the ids of mentioned people and members of mentioned teams (its author aside), and the calls to all. */
export function calledBy(world: World, message: MessageDoc): { userIds: string[]; toAll: boolean; toHere: boolean } {
    const mentions = message.mentions ?? [];
    const people = mentions.filter(({ _id, type }) => type !== 'team' && _id !== 'all' && _id !== 'here');
    const teams = mentions.filter(({ type }) => type === 'team');
    const members = teams.flatMap(({ _id }) => world.store.teams.get(_id)?.memberIds ?? []);
    const userIds = [...new Set([...people.map(({ _id }) => _id), ...members])];
    return {
        userIds: userIds.filter((id) => id !== message.u._id),
        toAll: mentions.some(({ _id }) => _id === 'all'),
        toHere: mentions.some(({ _id }) => _id === 'here'),
    };
}

/** Members of the room, other than the author, one of whose highlight words is in the text. */
export function highlightedBy(world: World, message: MessageDoc): string[] {
    const text = message.msg.toLowerCase();
    return world.store.subscriptions.inRoom(message.rid).flatMap(({ u }) => {
        const words = world.store.users.get(u._id)?.settings?.preferences?.highlights ?? [];
        const isHit = words.some((word) => word.trim() !== '' && text.includes(word.toLowerCase()));
        return isHit && u._id !== message.u._id ? [u._id] : [];
    });
}
