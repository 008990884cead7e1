import { persistencePort } from '../../dev/workspace/server/persistence';
import { TestServer } from './a-server';

const room = (id: string) => ({ model: 'room', id });
const user = (id: string) => ({ model: 'user', id });

describe('persistence of apps', () => {
    const { store, clock } = new TestServer();
    const persistence = persistencePort(store, clock);
    let app: string;
    let apps = 0;
    beforeEach(() => {
        app = `app${(apps += 1)}`;
    });

    it('reads the records that have all the given associations, and perhaps more', async () => {
        await persistence.create(app, { n: 1 }, [room('a')]);
        await persistence.create(app, { n: 2 }, [room('a'), user('x')]);
        await persistence.create('another app', { n: 3 }, [room('a')]);
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([{ n: 1 }, { n: 2 }]);
        expect(await persistence.readByAssociations(app, [user('x'), room('a')])).toEqual([{ n: 2 }]);
    });

    it('finds nothing by an empty list of associations', async () => {
        await persistence.create(app, { n: 1 });
        expect(await persistence.readByAssociations(app, [])).toEqual([]);
    });

    it('makes duplicates rather than refuse a second record of the same associations', async () => {
        await persistence.create(app, { n: 1 }, [room('a')]);
        await persistence.create(app, { n: 1 }, [room('a')]);
        expect(await persistence.readByAssociations(app, [room('a')])).toHaveLength(2);
    });

    it('updates only the record whose list of associations is the very same', async () => {
        await persistence.create(app, { n: 1 }, [room('a'), user('x')]);
        expect(await persistence.updateByAssociations(app, [room('a')], { n: 2 }, false)).toBe('');
        expect(await persistence.updateByAssociations(app, [user('x'), room('a')], { n: 2 }, false)).toBe('');
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([{ n: 1 }]);
        await persistence.updateByAssociations(app, [room('a'), user('x')], { m: 2 }, false);
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([{ m: 2 }]);
    });

    it('answers an upsert with the id of what it inserted', async () => {
        const id = await persistence.updateByAssociations(app, [room('a')], { n: 1 }, true);
        expect(await persistence.readById(id)).toEqual({ n: 1 });
        expect(await persistence.updateByAssociations(app, [room('a')], { n: 2 }, true)).toBe('');
        expect(await persistence.readById(id)).toEqual({ n: 2 });
    });

    it('lets two upserts at the same time both insert', async () => {
        await Promise.all([1, 2].map((n) => persistence.updateByAssociations(app, [room('a')], { n }, true)));
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('reads by id across apps, but removes only within the app', async () => {
        const id = await persistence.create(app, { n: 1 });
        expect(await persistence.readById(id)).toEqual({ n: 1 });
        expect(await persistence.remove('another app', id)).toBeNull();
        expect(await persistence.remove(app, id)).toEqual({ n: 1 });
        expect(await persistence.readById(id)).toBeNull();
    });

    it('answers a removal with what was removed, or null', async () => {
        await persistence.create(app, { n: 1 }, [room('a')]);
        expect(await persistence.removeByAssociations(app, [room('b')])).toBeNull();
        expect(await persistence.removeByAssociations(app, [room('a')])).toEqual([{ n: 1 }]);
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([]);
    });

    it('takes objects, arrays and null, and refuses the rest', async () => {
        await persistence.create(app, [1, 2]);
        await persistence.create(app, null as unknown as object);
        await expect(persistence.create(app, 'text' as unknown as object)).rejects.toThrow('must be an object');
    });

    it('refuses a record above 16 MB', async () => {
        const text = 'x'.repeat(16 * 1024 * 1024);
        await expect(persistence.create(app, { text })).rejects.toThrow('larger than the maximum');
        await expect(persistence.create(app, { text: text.slice(1000) })).resolves.toBeDefined();
    });

    it('forgets everything of an app when it is purged', async () => {
        await persistence.create(app, { n: 1 }, [room('a')]);
        const other = await persistence.create('a third app', { n: 1 });
        await persistence.purge(app);
        expect(await persistence.readByAssociations(app, [room('a')])).toEqual([]);
        expect(await persistence.readById(other)).not.toBeNull();
    });
});
