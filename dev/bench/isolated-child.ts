/** The other side of `runIsolated`. */
async function main(): Promise<void> {
    const [module, args] = process.argv.slice(2) as [string, string];
    const { default: work } = (await import(module)) as { default: (args: unknown) => Promise<unknown> };
    const report = (outcome: object) => process.send?.(outcome, () => process.exit());
    try {
        report({ result: await work(JSON.parse(args)) });
    } catch (error) {
        report({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
}

void main();
