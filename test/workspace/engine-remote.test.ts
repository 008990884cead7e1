import { EventEmitter } from 'node:events';
import { RemoteCalls, type Channel } from '../../dev/workspace/engine/remote';

/** Two ends of a channel that clones what passes, as an IPC channel does. */
function channelPair(): [Channel, Channel] {
    const ends = [new EventEmitter(), new EventEmitter()] as const;
    const end = (own: EventEmitter, other: EventEmitter): Channel => ({
        on: (event, listener) => own.on(event, listener),
        send: (message, whenSent) => {
            const copy = structuredClone(message);
            setImmediate(() => other.emit('message', copy));
            setImmediate(() => whenSent(null));
            return true;
        },
    });
    return [end(ends[0], ends[1]), end(ends[1], ends[0])];
}

interface Served {
    rooms: { getById(id: string): Promise<{ id: string; at: Date }> };
    fail(): Promise<void>;
    never(): Promise<void>;
    unclonable(): Promise<unknown>;
}

function connect(): { stub: Served; calls: RemoteCalls } {
    const [near, far] = channelPair();
    const served = {
        rooms: { getById: async (id: string) => ({ id, at: new Date(0) }) },
        fail: () => Promise.reject(new RangeError('too far')),
        never: () => new Promise(() => undefined),
        unclonable: async () => () => undefined,
    };
    new RemoteCalls(far, served);
    const calls = new RemoteCalls(near, {});
    return { stub: calls.stub<Served>(), calls };
}

describe('calls to another process', () => {
    test('reach methods of nested objects and bring dates back as dates', async () => {
        await expect(connect().stub.rooms.getById('r1')).resolves.toEqual({ id: 'r1', at: new Date(0) });
    });

    test('reject with the name and the message of what was thrown over there', async () => {
        await expect(connect().stub.fail()).rejects.toMatchObject({ name: 'RangeError', message: 'too far' });
    });

    test('reject when the answer cannot be sent', async () => {
        await expect(connect().stub.unclonable()).rejects.toThrow(/could not be cloned/);
    });

    test('reject when the other side ends, those made later too', async () => {
        const { stub, calls } = connect();
        const waiting = stub.never();
        calls.end(new Error('gone'));
        await expect(waiting).rejects.toThrow('gone');
        await expect(stub.never()).rejects.toThrow('gone');
    });
});
