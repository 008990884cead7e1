import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { printTable, saveTables, type Table } from './figures';
import { parseOptions, USAGE, type SearchBenchOptions } from './options';
import { measureEngine } from './search/engine-alone';
import { measureRelevance } from './search/relevance';
import { measureThroughMcp } from './search/through-mcp';

const PEERS_FOLDER = join(__dirname, '..', '..', 'bench');

async function main([name, ...args]: string[]): Promise<void> {
    const options = name === 'search' ? parseOptions(args) : 'help';
    if (options === 'help') {
        process.stdout.write(USAGE);
        return;
    }
    installPeers();
    const tables: Table[] = [];
    for await (const table of searchTables(options)) {
        printTable(table);
        tables.push(table);
    }
    console.log(`\nWritten to ${saveTables('search', options, tables)}`);
}

async function* searchTables({ messages, corpus, relevance, isQuick, only }: SearchBenchOptions) {
    const file = corpus === undefined ? {} : { file: corpus };
    if (only.includes('engine')) {
        for (const count of messages) {
            yield* await measureEngine({ messages: count, ...file }, isQuick);
        }
    }
    if (only.includes('mcp')) {
        yield* await measureThroughMcp({ messages: Math.min(...messages), ...file }, isQuick);
    }
    if (only.includes('relevance')) {
        yield measureRelevance(relevance, isQuick);
    }
}

/** What the search is compared with is compiled here, once: SQLite with its full-text index. */
function installPeers(): void {
    if (existsSync(join(PEERS_FOLDER, 'node_modules'))) {
        return;
    }
    console.log('Installing what the benchmark compares with; this takes some minutes.');
    const { status } = spawnSync('npm', ['ci', '--prefix', PEERS_FOLDER], { stdio: 'inherit' });
    if (status !== 0) {
        throw new Error('npm could not install what is in bench/package.json');
    }
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
});
