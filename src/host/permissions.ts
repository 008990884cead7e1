import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { hostRecords } from './records';

/**
 * Which permissions the app was really given. The host does not refuse a call that lacks one: it answers `null`, as it
 * does for a missing thing. So each permission is tried with a question whose honest answer is never `null`.
 */
export interface PermissionReport {
    missing: string[];
    /** Could not be told: the question needs a message, and the workspace has none the app can find. */
    unknown: string[];
}

type Probe = () => Promise<unknown>;

/** Asks every question once. Reads only; takes a handful of host calls. */
export async function probePermissions(read: IRead): Promise<PermissionReport> {
    const rooms = () => read.getRoomReader().getAllRooms({}, { limit: 100 });
    const anyMessage = await firstMessageId(read);
    const probes: Record<string, Probe | undefined> = {
        'room.system.view-all': rooms,
        'room.read': () => read.getRoomReader().getMessages('none', { limit: 1 }),
        'user.read': () => read.getUserReader().getAppUser(),
        'server-setting.read': () => read.getEnvironmentReader().getServerSettings().getValueById('Site_Url'),
        persistence: () => hostRecords(read.getPersistenceReader(), undefined!).read('probe'),
        'message.read': anyMessage === undefined ? undefined : () => read.getMessageReader().getById(anyMessage),
        'threads.read': anyMessage === undefined ? undefined : () => read.getThreadReader().getThreadById(anyMessage),
    };
    const missing: string[] = [];
    for (const [permission, probe] of Object.entries(probes)) {
        if (probe && !(await isAnswered(probe))) {
            missing.push(permission);
        }
    }
    return { missing, unknown: Object.keys(probes).filter((permission) => probes[permission] === undefined) };
}

async function isAnswered(probe: Probe): Promise<boolean> {
    try {
        const answer = await probe();
        return answer !== null && answer !== undefined;
    } catch {
        return false;
    }
}

async function firstMessageId(read: IRead): Promise<string | undefined> {
    const rooms = (await read.getRoomReader().getAllRooms({}, { limit: 100 })) ?? [];
    for (const room of rooms.filter(({ messageCount }) => (messageCount ?? 0) > 0)) {
        const [message] = (await read.getRoomReader().getMessages(room.id, { limit: 1 })) ?? [];
        if (message) {
            return message.id;
        }
    }
    return undefined;
}
