import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const RESULTS = join(__dirname, '..', '..', 'bench', 'results');

/** A row of a table: what was measured, and figures by column. */
export interface Row {
    name: string;
    figures: Record<string, number | string>;
}

export interface Table {
    title: string;
    rows: Row[];
}

export const median = (numbers: readonly number[]) => percentile(numbers, 50);

/** The smallest number that so many percent are not above; NaN for none. */
export function percentile(numbers: readonly number[], percent: number): number {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** Three digits that count. */
export function rounded(number: number): number {
    return Math.abs(number) >= 1000 ? Math.round(number) : Number(number.toPrecision(3));
}

export function printTable({ title, rows }: Table): void {
    const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
    const cells = [
        ['', ...columns],
        ...rows.map(({ name, figures }) => [name, ...columns.map((column) => shown(figures[column]))]),
    ];
    const widths = ['', ...columns].map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
    const lines = cells.map((row) =>
        row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    );
    console.log(`\n${title}\n${lines.map((line) => `  ${line.trimEnd()}`).join('\n')}`);
}

const shown = (figure: number | string | undefined) =>
    typeof figure === 'number' ? rounded(figure).toLocaleString('en') : (figure ?? '');

/** Writes the tables and where they were measured to `bench/results/`; returns the path. */
export function saveTables(name: string, options: object, tables: readonly Table[]): string {
    mkdirSync(RESULTS, { recursive: true });
    const date = new Date().toISOString();
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
    const path = join(RESULTS, `${name}-${date.slice(0, 19).replaceAll(':', '')}.json`);
    writeFileSync(path, `${JSON.stringify({ date, machine, options, tables }, null, 4)}\n`);
    return path;
}
