import { closeSync, openSync, writeSync } from 'node:fs';
import type { ChatMessage } from './invented-chat';

/** Writes messages as a seed of the demo workspace, with one more person who is in every room. */
export function writeSeed(path: string, messages: readonly ChatMessage[], reader: string): void {
    const members = new Map<string, Set<string>>();
    for (const { room, user } of messages) {
        members.set(room, (members.get(room) ?? new Set([reader])).add(user));
    }
    const users = new Set([...members.values()].flatMap((names) => [...names]));
    const file = openSync(path, 'w');
    const write = (line: object) => writeSync(file, `${JSON.stringify(line)}\n`);
    users.forEach((name) => write({ user: { username: name, name } }));
    members.forEach((names, name) => write({ room: { name, type: 'c', members: [...names] } }));
    for (const { id, room, user, text, time } of [...messages].sort((a, b) => a.time - b.time)) {
        write({ message: { id, room, user, text, ts: new Date(time).toISOString() } });
    }
    closeSync(file);
}
