import { writeTexts } from './bytes';
import { LargeNumbersWriter, writeSmallNumbers } from './columns';
import { DictionaryWriter } from './dictionary-writer';
import { assemble } from './format';
import { MessageIdsWriter } from './message-ids';
import { PostingsWriter } from './postings';

/** The columns of one message. */
export interface Row {
    id: string;
    roomId: string;
    authorId: string;
    time: number;
    version: number;
    flags: number;
    length: number;
}

/** Lengths above it count as it: only the ranking reads them, and nobody writes such a message. */
export const MAX_LENGTH = 0xffff;

/**
 * Builds an image: first all messages in ascending order of (time, id), then all terms in ascending order, for each
 * its postings and an `endTerm`.
 */
export class SegmentBuilder {
    private readonly rooms = new NameTable();
    private readonly authors = new NameTable();
    private readonly columns: Record<'room' | 'author' | 'flag' | 'length', Uint32Array>;
    private readonly times = new LargeNumbersWriter();
    private readonly versions = new LargeNumbersWriter();
    private readonly ids: MessageIdsWriter;
    private readonly dictionary = new DictionaryWriter();
    private readonly postings: PostingsWriter;
    private index = 0;

    /** `postingsBytes` is a guess that saves growing. */
    constructor(
        private readonly count: number,
        postingsBytes: number,
    ) {
        const column = () => new Uint32Array(count);
        this.columns = { room: column(), author: column(), flag: column(), length: column() };
        this.ids = new MessageIdsWriter(count);
        this.postings = new PostingsWriter(postingsBytes);
    }

    addRow(row: Row): void {
        const i = this.index++;
        this.columns.room[i] = this.rooms.indexOf(row.roomId);
        this.columns.author[i] = this.authors.indexOf(row.authorId);
        this.columns.flag[i] = row.flags;
        this.columns.length[i] = Math.min(row.length, MAX_LENGTH);
        this.times.add(row.time);
        this.versions.add(row.version);
        this.ids.add(row.id);
    }

    addPosting(doc: number, tf: number): void {
        this.postings.add(doc, tf);
    }

    endTerm(term: string): void {
        this.dictionary.add(term, this.postings.endList());
    }

    finish(): Generator<void, Uint8Array> {
        return assemble(this.count, {
            rooms: writeTexts(this.rooms.names),
            authors: writeTexts(this.authors.names),
            roomColumn: writeSmallNumbers(this.columns.room),
            authorColumn: writeSmallNumbers(this.columns.author),
            flagColumn: writeSmallNumbers(this.columns.flag),
            lengthColumn: writeSmallNumbers(this.columns.length),
            timeColumn: this.times.finish(),
            versionColumn: this.versions.finish(),
            ...this.ids.finish(),
            ...this.dictionary.finish(),
            postings: this.postings.finish(),
        });
    }
}

/** Numbers names in the order they come. */
class NameTable {
    readonly names: string[] = [];
    private readonly known = new Map<string, number>();

    indexOf(name: string): number {
        let index = this.known.get(name);
        if (index === undefined) {
            index = this.names.push(name) - 1;
            this.known.set(name, index);
        }
        return index;
    }
}
