import type { Clock } from '../host/clock';
import type { Records } from '../host/records';
import type { Message, Room } from '../host/workspace';
import type { Catalog } from './catalog';
import { loadDirectory, type Directory } from './directory';
import { messageDeleted, messageSaved } from './feed';
import { heldOfRoom } from './held';
import { MessageIndex } from './index/message-index';
import { runIndexer, type IndexerLimits } from './indexer';
import { segmentCodec } from './index/segment-codec';
import { readStatus, type IndexStatus } from './status';

/** Absent fields: the job has not run yet. `messages`, `segments`, `tails` and `bytes` are those of this process. */
export interface IndexHealth extends Partial<Omit<IndexStatus, 'encrypted'>> {
    encryptedRooms: number;
    messages: number;
    segments: number;
    tails: number;
    bytes: number;
    damaged: number;
}

/** The search engine of this process: the index, the names in it, and what keeps them fresh. */
export class SearchService {
    readonly index: MessageIndex;
    private directory: Promise<Directory> | undefined;

    constructor(private readonly clock: Clock) {
        this.index = new MessageIndex(segmentCodec, clock);
    }

    /** Names of authors; loaded once, and again after a failure. */
    people(records: Records): Promise<Directory> {
        this.directory ??= loadDirectory(records).catch((error: unknown) => {
            this.directory = undefined;
            throw error;
        });
        return this.directory;
    }

    /** A message was written or changed. Durable when it resolves, and found by the next question anywhere. */
    async messageSaved(records: Records, catalog: Catalog, message: Message, room: Room): Promise<void> {
        const root = message.threadId === undefined ? undefined : await catalog.messageById(message.threadId);
        const directory = await this.people(records);
        directory.note(message.author);
        await Promise.all([
            messageSaved(this.index, records, message, room, root, this.clock.now()),
            directory.save(records),
        ]);
    }

    /** A message whose event shows an old state of it changed (a reaction, a pin): it is read again. */
    async messageTouched(records: Records, catalog: Catalog, messageId: string, room: Room): Promise<void> {
        const message = await catalog.messageById(messageId);
        if (message) {
            await this.messageSaved(records, catalog, message, room);
        }
    }

    async messageDeleted(records: Records, message: Message): Promise<void> {
        await messageDeleted(this.index, records, message, this.clock.now());
    }

    async roomDeleted(records: Records, roomId: string): Promise<void> {
        const version = this.clock.now();
        const ids = [...heldOfRoom(this.index.sources(), roomId, 0, Infinity).keys()];
        await this.index.forget(
            records,
            ids.map((id) => ({ id, version })),
        );
    }

    /** One run of the cluster's job. */
    async runJob(records: Records, catalog: Catalog, limits: IndexerLimits): Promise<IndexStatus> {
        return runIndexer(this.index, await this.people(records), catalog, records, this.clock, limits);
    }

    /** How far the index has come; `undefined` before its job's first run. */
    status(records: Records): Promise<IndexStatus | undefined> {
        return readStatus(records);
    }

    /** The index as its job last saw it, and as it is in this process. */
    async health(records: Records): Promise<IndexHealth> {
        const { encrypted, ...job } = (await readStatus(records)) ?? { encrypted: [] };
        const { messages, segments, tails, bytes, toRebuild } = this.index.status();
        return {
            ...job,
            encryptedRooms: encrypted.length,
            messages,
            segments,
            tails,
            bytes,
            damaged: toRebuild.length,
        };
    }
}
