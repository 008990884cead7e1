import { findRoom } from '../../src/rooms/find-room';
import { openReadScope } from '../../src/rooms/read-scope';
import { aPerson, aRoom, fakeWorkspace } from '../fakes/workspace';

const jean = aPerson('jean');
const ana = aPerson('ana', { username: 'ana.dev' });
const workspace = fakeWorkspace({
    people: [jean, ana],
    rooms: [
        aRoom('r1', { name: 'engineering', displayName: 'Engenharia' }),
        aRoom('r2', { name: 'devops-incidents' }),
        aRoom('r3', { name: 'devops-oncall' }),
        aRoom('r4', { name: 'secret-ops' }),
        aRoom('d1', { type: 'direct', name: undefined, memberIds: ['jean', 'ana'] }),
        aRoom('d2', { type: 'direct', name: undefined, memberIds: ['ana', 'diego'] }),
    ],
    members: { r1: ['jean'], r2: ['jean'], r3: ['jean'], r4: ['ana'], d1: ['jean', 'ana'], d2: ['ana', 'diego'] },
});
const find = async (reference: string, precision: 'exact' | 'lenient') =>
    findRoom(await openReadScope(workspace, jean), reference, precision);

describe('finding a room', () => {
    it.each([
        ['an id', 'r1', 'r1'],
        ['a name', 'engineering', 'r1'],
        ['a #name', '#engineering', 'r1'],
        ['a person', '@ana.dev', 'd1'],
        ['the id of a direct message', 'd1', 'd1'],
    ])('takes %s, also for writing', async (_, reference, id) => {
        expect((await find(reference, 'exact')).id).toBe(id);
    });

    it.each([
        ['another case', 'ENGINEERING', 'r1'],
        ['a display name without its case', 'engenharia', 'r1'],
        ['a part that fits one room only', 'oncall', 'r3'],
    ])('takes %s for reading', async (_, reference, id) => {
        expect((await find(reference, 'lenient')).id).toBe(id);
    });

    it('never takes a part of a name for writing, and names the candidates', async () => {
        await expect(find('incidents', 'exact')).rejects.toMatchObject({
            code: 'room_not_found',
            details: { hint: expect.stringContaining('#devops-incidents (id r2)') },
        });
    });

    it('asks back when a part fits several rooms', async () => {
        await expect(find('devops', 'lenient')).rejects.toMatchObject({
            code: 'room_ambiguous',
            details: { hint: expect.stringMatching(/devops-incidents.*devops-oncall/) },
        });
    });

    it.each(['r4', 'secret-ops', '#secret-ops', 'd2', 'secret'])(
        'answers the same for the foreign room %s as for one that does not exist',
        async (reference) => {
            const refusal = async (asked: string) => find(asked, 'lenient').catch((error: unknown) => error);
            const [foreign, missing] = [await refusal(reference), await refusal('zzzzzz')];
            expect(foreign).toMatchObject({ code: 'room_not_found' });
            const plain = (error: unknown) => JSON.stringify(error, ['code', 'message', 'details', 'field', 'hint']);
            expect(plain(foreign).replaceAll(reference, 'X')).not.toContain('secret');
            expect((foreign as Error).message.replace(reference, 'X')).toBe(
                (missing as Error).message.replace('zzzzzz', 'X'),
            );
        },
    );
});
