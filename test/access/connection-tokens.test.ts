import { connectionTokens } from '../../src/access/connection-tokens';
import { inMemoryRecords } from '../fakes/records';

function fixture() {
    const records = inMemoryRecords();
    const clock = { time: Date.parse('2026-03-01T00:00:00Z'), now: () => clock.time };
    return { records, clock, tokens: connectionTokens(records, clock) };
}

describe('connection tokens', () => {
    it('stand for their owner until they expire', async () => {
        const { tokens, clock } = fixture();
        const { secret } = await tokens.mint('jean', 'laptop', 'read', 1000);
        expect(await tokens.verify(secret)).toMatchObject({ ownerId: 'jean', name: 'laptop', scope: 'read' });
        clock.time += 1000;
        expect(await tokens.verify(secret)).toBeUndefined();
    });

    it('have a prefix and a shape that secret scanners can match', async () => {
        const { secret } = await fixture().tokens.mint('jean', 'laptop', 'read', 1000);
        expect(secret).toMatch(/^rcm_[A-Za-z0-9_-]{59}$/);
    });

    it('are stored as a hash only', async () => {
        const { tokens, records } = fixture();
        const { secret } = await tokens.mint('jean', 'laptop', 'read', 1000);
        expect(JSON.stringify(records.all)).not.toContain(secret.slice(20));
    });

    it('are refused with any character changed', async () => {
        const { tokens } = fixture();
        const { secret } = await tokens.mint('jean', 'laptop', 'read', 1000);
        for (const index of [0, 5, 25, 62]) {
            const other = secret[index] === 'A' ? 'B' : 'A';
            const forged = secret.slice(0, index) + other + secret.slice(index + 1);
            expect(await tokens.verify(forged)).toBeUndefined();
        }
    });

    it('are dead once revoked, also for another instance over the same store', async () => {
        const { tokens, records, clock } = fixture();
        const { secret, token } = await tokens.mint('jean', 'laptop', 'read', 1000);
        const elsewhere = connectionTokens(records, clock);
        expect(await elsewhere.verify(secret)).toBeDefined();
        await tokens.revoke(token);
        expect(await elsewhere.verify(secret)).toBeUndefined();
        expect(await elsewhere.listOf('jean')).toEqual([]);
    });

    it('are listed to their owner alone, newest first', async () => {
        const { tokens, clock } = fixture();
        await tokens.mint('jean', 'one', 'read', 1000);
        clock.time += 1;
        await tokens.mint('jean', 'two', 'write', 1000);
        await tokens.mint('ana', 'other', 'read', 1000);
        expect((await tokens.listOf('jean')).map(({ name }) => name)).toEqual(['two', 'one']);
    });
});
