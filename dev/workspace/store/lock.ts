import fs from 'node:fs';
import path from 'node:path';

/**
 * Claims a directory for this process; returns how to let go of it. A claim whose process is gone does not count.
 * Throws when another process that still runs has it.
 */
export function lockDirectory(directory: string): () => void {
    const file = path.join(directory, 'lock');
    const owner = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : undefined;
    if (owner && owner !== process.pid && isRunning(owner)) {
        throw new Error(`${directory} is in use by process ${owner}. If that is no workspace, remove ${file}.`);
    }
    fs.writeFileSync(file, String(process.pid));
    return () => fs.rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
}
