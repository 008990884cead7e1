import type { HttpReply, HttpRequest } from '../host/endpoint';
import type { PermissionReport } from '../host/permissions';
import type { Person } from '../host/workspace';
import type { IndexHealth } from '../search/service';

/** What the process knows of itself. */
export interface Condition {
    version: string;
    /** Milliseconds since 1970. */
    startedAt: number;
    /** Absent until the first self-test. */
    permissions?: PermissionReport;
}

/** What anyone may know. */
export interface PublicHealth {
    status: 'ok' | 'degraded';
}

/** What an admin may know. */
export interface AdminHealth extends PublicHealth {
    version: string;
    uptimeSeconds: number;
    missingPermissions: string[];
    unknownPermissions: string[];
    index: IndexHealth;
}

/** Anyone learns whether the app works; only an admin, for whom `index` is given, learns why not. */
function health(
    { version, startedAt, permissions }: Condition,
    now: number,
    index?: IndexHealth,
): PublicHealth | AdminHealth {
    const status = permissions === undefined || permissions.missing.length > 0 ? 'degraded' : 'ok';
    if (index === undefined) {
        return { status };
    }
    return {
        status,
        version,
        uptimeSeconds: Math.floor((now - startedAt) / 1000),
        missingPermissions: permissions?.missing ?? [],
        unknownPermissions: permissions?.unknown ?? [],
        index,
    };
}

export const isAdmin = (reader: Person | undefined) => reader?.isActive === true && reader.roles.includes('admin');

/** What `health` answers: 200 when all is well, 503 when the app cannot do its work, 405 for anything but GET and HEAD. */
export function healthReply(
    { method }: HttpRequest,
    condition: Condition,
    now: number,
    index?: IndexHealth,
): HttpReply {
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    if (method !== 'GET' && method !== 'HEAD') {
        return {
            status: 405,
            headers: { ...headers, allow: 'GET, HEAD' },
            content: '{"error":"This address takes GET only."}',
        };
    }
    const report = health(condition, now, index);
    return { status: report.status === 'ok' ? 200 : 503, headers, content: JSON.stringify(report) };
}
