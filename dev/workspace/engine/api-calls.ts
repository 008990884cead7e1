import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { ApiCall, ApiReply } from '../ports';
import { messageOf } from './apps';
import type { WorkspaceBridges } from './bridges';
import { userToAppOrNone } from './converters/users';

/**
 * Calls an app's endpoint. Null when the app has none at this path; 401 when the endpoint wants a user and there is
 * none; 500 with the bare message for whatever goes wrong beyond (a missing verb, a throw, no answer within the
 * runtime's limit, a handler that returns nothing).
 */
export async function callApi(manager: AppManager, bridges: WorkspaceBridges, call: ApiCall): Promise<ApiReply | null> {
    const endpoint = bridges.apis.match(call.appId, call.path);
    if (!endpoint) {
        return null;
    }
    if (endpoint.authRequired && !call.user) {
        return { status: 401, headers: {}, content: 'Unauthorized' };
    }
    const request = {
        method: call.method.toLowerCase(),
        headers: call.headers,
        query: call.query,
        params: endpoint.params,
        content: call.content,
        privateHash: call.visibility === 'private' ? call.hash : undefined,
        user: userToAppOrNone(call.user),
    } as unknown as IApiRequest;
    try {
        const { status, headers, content } = await manager
            .getApiManager()
            .executeApi(call.appId, endpoint.path, request);
        return { status, headers: headers ?? {}, content: content ?? null };
    } catch (error) {
        return { status: 500, headers: {}, content: messageOf(error) };
    }
}
