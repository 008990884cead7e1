import { join } from 'node:path';
import { Index } from 'flexsearch';
import type { Question } from './questions';

/** Another search engine. */
export interface Peer {
    add(id: number, room: string, text: string): void;
    finish(): void;
    /** Numbers of the best messages, best first; undefined when it has nothing like this question. */
    search(question: NonNullable<Question['plain']>, limit: number, rooms?: readonly string[]): number[] | undefined;
}

export const PEERS = ['FTS5, any word', 'FTS5, all words', 'FTS5 porter, any word', 'FlexSearch'] as const;
export type PeerName = (typeof PEERS)[number];

export function openPeer(name: PeerName, folder: string): Peer {
    switch (name) {
        case 'FTS5, any word':
            return fts5(folder, 'unicode61 remove_diacritics 2', ' OR ');
        case 'FTS5, all words':
            return fts5(folder, 'unicode61 remove_diacritics 2', ' ');
        case 'FTS5 porter, any word':
            return fts5(folder, 'porter unicode61 remove_diacritics 2', ' OR ');
        case 'FlexSearch':
            return flexSearch();
    }
}

interface Database {
    exec(sql: string): void;
    prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): Array<{ id: number }> };
}

/** SQLite's full-text index over a table of messages, ranked by its bm25, as desktop tools keep chats. */
function fts5(folder: string, tokenizer: string, between: string): Peer {
    // Installed by the benchmark, in a folder of its own: nothing else needs it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const Sqlite = require(join(__dirname, '../../../bench/node_modules/better-sqlite3')) as new (
        path: string,
    ) => Database;
    const database = new Sqlite(join(folder, 'messages.db'));
    database.exec(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = OFF;
        CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT, text TEXT);
        CREATE VIRTUAL TABLE found USING fts5(text, content = 'messages', content_rowid = 'id', tokenize = '${tokenizer}');
        CREATE TRIGGER added AFTER INSERT ON messages BEGIN
            INSERT INTO found (rowid, text) VALUES (new.id, new.text);
        END;
        BEGIN;
    `);
    const insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?)');
    const everywhere = database.prepare(
        'SELECT rowid AS id FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT ?',
    );
    const inRooms = database.prepare(
        `SELECT found.rowid AS id FROM found JOIN messages ON messages.id = found.rowid
         WHERE found MATCH ? AND room IN (SELECT value FROM json_each(?)) ORDER BY bm25(found) LIMIT ?`,
    );
    return {
        add: (id, room, text) => insert.run(id, room, text),
        finish: () => database.exec('COMMIT'),
        search({ words, as }, limit, rooms) {
            const quoted = words.map((word) => `"${word}"`);
            const match = { words: quoted.join(between), phrase: `"${words.join(' ')}"`, prefix: `${quoted[0]!}*` }[as];
            const rows = rooms ? inRooms.all(match, JSON.stringify(rooms), limit) : everywhere.all(match, limit);
            return rows.map(({ id }) => id);
        },
    };
}

/** FlexSearch with its own encoder and ranking; `suggest`: not every word has to be there. It knows no rooms. */
function flexSearch(): Peer {
    const index = new Index({ tokenize: 'strict' });
    return {
        add: (id, _room, text) => {
            index.add(id, text);
        },
        finish() {},
        search({ words, as }, limit, rooms) {
            return as === 'words' && !rooms
                ? (index.search(words.join(' '), { suggest: true, limit }) as number[])
                : undefined;
        },
    };
}
