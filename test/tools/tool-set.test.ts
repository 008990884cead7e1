import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTRUCTIONS } from '../../src/mcp/instructions';
import { tools } from '../../src/tools';
import { toolListing } from '../../src/tools/arguments';

/**
 * What clients see of the tools, held still: a change of a name, a description or a schema is a change for every agent
 * out there, so it has to be made on purpose. `npm run update-tool-docs` rewrites the snapshots and the README's table.
 */

const ROOT = join(__dirname, '..', '..');
const SNAPSHOTS = join(ROOT, 'test', 'tool-snapshots');
const README = join(ROOT, 'README.md');
const isUpdating = process.env.UPDATE_TOOL_DOCS === '1';

const table = () => {
    const firstSentence = (text: string) => text.split(/(?<=\.) /)[0]!;
    const rows = tools.map(
        ({ name, description, writes }) =>
            `| \`${name}\` | ${writes ? 'writes' : 'reads'} | ${firstSentence(description)} |`,
    );
    return ['| Tool | | What it is for |', '| --- | --- | --- |', ...rows].join('\n');
};

describe('the set of tools', () => {
    it.each(tools.map((tool) => [tool.name, tool] as const))(
        '%s is seen by clients as its snapshot says',
        (name, tool) => {
            const file = join(SNAPSHOTS, `${name}.json`);
            const seen = `${JSON.stringify(toolListing(tool), null, 4)}\n`;
            if (isUpdating) {
                writeFileSync(file, seen);
            }
            expect(existsSync(file)).toBe(true);
            expect(seen).toBe(readFileSync(file, 'utf8'));
        },
    );

    it('has a snapshot for each tool and none besides', () => {
        expect(readdirSync(SNAPSHOTS).sort()).toEqual(tools.map(({ name }) => `${name}.json`).sort());
    });

    it('stands in the README', () => {
        const [before, rest = ''] = readFileSync(README, 'utf8').split('<!-- tools -->\n');
        const after = rest.split('\n<!-- /tools -->')[1] ?? '';
        const made = `${before}<!-- tools -->\n${table()}\n<!-- /tools -->${after}`;
        if (isUpdating) {
            writeFileSync(README, made);
        }
        expect(readFileSync(README, 'utf8')).toBe(made);
    });

    it('stays small enough for every model that carries it', () => {
        expect(JSON.stringify(tools.map(toolListing)).length).toBeLessThanOrEqual(16_000);
        expect(INSTRUCTIONS.length).toBeLessThanOrEqual(2_048);
        expect(INSTRUCTIONS.split(/\s+/).length).toBeLessThan(200);
    });

    it.each(tools.map((tool) => [tool.name, tool] as const))(
        '%s has a safe name, plain hints and strict input',
        (name, tool) => {
            expect(name).toMatch(/^[a-z_]{3,32}$/);
            expect(tool.description.length).toBeLessThan(600);
            const { annotations, inputSchema } = toolListing(tool);
            expect(annotations.readOnlyHint && annotations.destructiveHint).toBe(false);
            expect(inputSchema.additionalProperties).toBe(false);
        },
    );

    it('is named in the instructions only by names that exist', () => {
        const named = INSTRUCTIONS.match(/\b[a-z]+_[a-z_]+\b/g) ?? [];
        expect(named.filter((word) => !tools.some(({ name }) => name === word))).toEqual([]);
    });
});
