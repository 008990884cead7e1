/** Stands in for `@std/cli/parse-args`: `--name value` pairs; numbers become numbers, a bare flag `true`. */
export function parseArgs(args: string[]): Record<string, string | number | boolean> {
    const parsed: Record<string, string | number | boolean> = {};
    args.forEach((arg, position) => {
        if (!arg.startsWith('--')) {
            return;
        }
        const value = args[position + 1];
        const isFlag = value === undefined || value.startsWith('--');
        parsed[arg.slice(2)] = isFlag ? true : Number.isNaN(Number(value)) ? value : Number(value);
    });
    return parsed;
}
