import { parseArgs } from 'node:util';

export interface SearchBenchOptions {
    messages: number[];
    corpus?: string;
    relevance?: string;
    isQuick: boolean;
    only: Part[];
}

export const PARTS = ['engine', 'mcp', 'relevance'] as const;
export type Part = (typeof PARTS)[number];

export const USAGE = `Measures; prints tables and writes them to bench/results/.

npm run bench -- search [options]
  --messages N,N…    how many messages; through MCP the least of them (default 100000,1000000)
  --corpus FILE      chat to measure with: a gzipped seed file (docs/workspace.md); default: invented
  --relevance DIR    collections with judged questions, *.json.gz (docs/performance.md)
  --only PART,PART…  of ${PARTS.join(', ')} (default: all)
  --quick            20,000 messages, and fewer questions
  --help             this text
`;

/** Reads the command line; `help` when that was asked for. Throws with a message for the person who typed it. */
export function parseOptions(args: string[]): SearchBenchOptions | 'help' {
    const { values } = parseArgs({
        args,
        options: {
            messages: { type: 'string' },
            corpus: { type: 'string' },
            relevance: { type: 'string' },
            only: { type: 'string', default: PARTS.join(',') },
            quick: { type: 'boolean', default: false },
            help: { type: 'boolean', default: false },
        },
    });
    if (values.help) {
        return 'help';
    }
    const messages = (values.messages ?? (values.quick ? '20000' : '100000,1000000')).split(',').map(Number);
    if (!messages.every((count) => Number.isInteger(count) && count >= 1_000)) {
        throw new Error('--messages takes whole numbers from 1000 on, with commas between them');
    }
    const only = values.only.split(',').map((name) => {
        const part = PARTS.find((each) => each === name);
        if (!part) {
            throw new Error(`--only takes ${PARTS.join(', ')}, not "${name}"`);
        }
        return part;
    });
    return {
        messages,
        only,
        isQuick: values.quick,
        ...(values.corpus !== undefined && { corpus: values.corpus }),
        ...(values.relevance !== undefined && { relevance: values.relevance }),
    };
}
