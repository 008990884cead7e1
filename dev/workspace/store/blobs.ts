import fs from 'node:fs';
import path from 'node:path';

/** Bytes by key: uploaded files and the packages of installed apps. */
export interface Blobs {
    put(key: string, bytes: Buffer): void;
    get(key: string): Buffer | undefined;
    remove(key: string): void;
}

export function blobsInMemory(): Blobs {
    const blobs = new Map<string, Buffer>();
    return {
        put: (key, bytes) => void blobs.set(key, bytes),
        get: (key) => blobs.get(key),
        remove: (key) => void blobs.delete(key),
    };
}

/** One file a blob. A file appears under its name only when it is complete. */
export function blobsInDirectory(directory: string): Blobs {
    fs.mkdirSync(directory, { recursive: true });
    const fileOf = (key: string): string => path.join(directory, encodeURIComponent(key));
    return {
        put(key, bytes) {
            const unfinished = `${fileOf(key)}.part`;
            fs.writeFileSync(unfinished, bytes);
            fs.renameSync(unfinished, fileOf(key));
        },
        get(key) {
            return fs.existsSync(fileOf(key)) ? fs.readFileSync(fileOf(key)) : undefined;
        },
        remove(key) {
            fs.rmSync(fileOf(key), { force: true });
        },
    };
}
