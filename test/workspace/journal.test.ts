import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sendMessage } from '../../dev/workspace/server/send-message';
import { openStoreInDirectory } from '../../dev/workspace/store/store';
import { TestServer } from './a-server';

describe('a workspace kept in a directory', () => {
    let directory: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), 'workspace-'));
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const now = () => new Date();
    const open = () => openStoreInDirectory(directory, now);
    const journal = () => path.join(directory, 'changes');

    it('comes back as it was, without having been closed', async () => {
        const before = new TestServer(1, open());
        const ana = before.user('ana');
        const room = before.room('one', [ana]);
        const message = sendMessage(before.world, ana._id, { rid: room._id, msg: 'hello' });
        before.store.rooms.update(room._id, { topic: 'gone', announcement: 'stays' });
        before.store.rooms.update(room._id, { topic: undefined });
        await Promise.resolve();

        const after = open();
        expect(after.messages.get(message._id)).toEqual(before.message(message._id));
        expect(after.messages.inRoom(room._id)).toHaveLength(1);
        expect(after.rooms.get(room._id)).toEqual(before.store.rooms.get(room._id));
        expect(after.rooms.get(room._id)).not.toHaveProperty('topic');
        expect(after.subscriptions.of(room._id, ana._id)).toEqual(before.subscription(room, ana));
    });

    it('keeps dates and bytes', async () => {
        const store = open();
        store.notes.insert({ _id: 'note', value: { at: new Date(5), bytes: Buffer.from([1, 2]) } });
        store.blobs.put('upload/1', Buffer.from([3, 4]));
        await Promise.resolve();
        const { notes, blobs } = open();
        const value = notes.get('note')!.value as { at: Date; bytes: Buffer };
        expect(value.at.getTime()).toBe(5);
        expect([...value.bytes]).toEqual([1, 2]);
        expect([...blobs.get('upload/1')!]).toEqual([3, 4]);
    });

    it('loses only a write that was cut short, and goes on after it', async () => {
        const store = open();
        store.notes.insert({ _id: 'first', value: 1 });
        await Promise.resolve();
        const whole = fs.statSync(journal()).size;
        store.notes.insert({ _id: 'second', value: 2 });
        await Promise.resolve();
        fs.truncateSync(journal(), whole + 7);

        const again = open();
        expect(again.notes.has('second')).toBe(false);
        again.notes.insert({ _id: 'third', value: 3 });
        await Promise.resolve();
        expect([...open().notes.values()].map(({ _id }) => _id)).toEqual(['first', 'third']);
    });

    it('is rewritten at start when most of it is out of date', async () => {
        const store = open();
        for (let value = 0; value < 500; value += 1) {
            store.notes.put({ _id: 'note', value });
            await Promise.resolve();
        }
        const size = fs.statSync(journal()).size;
        expect(open().notes.get('note')!.value).toBe(499);
        expect(fs.statSync(journal()).size).toBeLessThan(size / 50);
        expect(open().notes.get('note')!.value).toBe(499);
    });
});
