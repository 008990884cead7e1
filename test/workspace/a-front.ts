import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFront } from '../../dev/workspace/rest/front';
import { addLoginToken } from '../../dev/workspace/server/accounts';
import type { UserDoc } from '../../dev/workspace/store/documents';
import { TestServer } from './a-server';

/** An answer, asserted on field by field. */

export type Fields = Record<string, any>;

export interface Reply {
    status: number;
    body: Fields;
    text: string;
    headers: Headers;
}

/** A server with its HTTP front, and people who call it. */
export async function aFront(options = { restLimit: false }) {
    const test = new TestServer();
    const listener = http.createServer(createFront(test.server, 0, options));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const tokens = new Map<string, string>();
    const headersOf = (user: UserDoc): Record<string, string> => {
        if (!tokens.has(user._id)) tokens.set(user._id, addLoginToken(test.world, test.store.users.get(user._id)!));
        return { 'X-User-Id': user._id, 'X-Auth-Token': tokens.get(user._id)! };
    };
    const send = async (path: string, init: RequestInit = {}): Promise<Reply> => {
        const response = await fetch(base + path, init);
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.includes('json');
        return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
    };
    const get = (user: UserDoc | null, path: string) => send(path, { headers: user ? headersOf(user) : {} });
    const post = (user: UserDoc | null, path: string, body: object = {}) =>
        send(path, {
            method: 'POST',
            headers: { ...(user && headersOf(user)), 'content-type': 'application/json' },
            body: JSON.stringify(body),
        });
    return { test, base, send, get, post, headersOf, close: () => listener.close() };
}
