/** Runs what an npm script is for: a failure is told in one line, without a stack, and as the exit code. */
export function runCommand(main: () => Promise<void>): void {
    main().catch((error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
}
