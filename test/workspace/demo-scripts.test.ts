import { Random } from '../../dev/workspace/seeds/demo/random';
import { ROOMS } from '../../dev/workspace/seeds/demo/rooms';
import { loadScripts, parseScripts } from '../../dev/workspace/seeds/demo/script';
import { stage } from '../../dev/workspace/seeds/demo/stage';

const START = new Date('2026-02-03T13:00:00.000Z');

function play(source: string, room: string) {
    const [script] = parseScripts(source);
    if (!script) {
        throw new Error('no script');
    }
    return stage(script, room, START, new Random(7));
}

describe('a script of the demo company', () => {
    it('names its rooms, its language and the actors it insists on', () => {
        const [script] = parseScripts('== releases on-call / pt b=ana.dev\na: Oi\nb: Oi!');
        expect(script).toMatchObject({ rooms: ['releases', 'on-call'], language: 'pt' });
        expect(script?.cast.get('b')).toBe('ana.dev');
    });

    it('is English and played by anybody unless it says otherwise', () => {
        expect(parseScripts('== random\na: Hello')[0]).toMatchObject({ language: 'en', cast: new Map() });
    });

    it('continues a line after a bar', () => {
        expect(parseScripts('== random\na: one\n| two\n|\n| three')[0]?.turns[0]?.text).toBe('one\ntwo\n\nthree');
    });

    it('is refused with the number of the line that is no part of it', () => {
        expect(() => parseScripts('== random\na: fine\n\nnobody says this')).toThrow('Line 4');
        expect(() => parseScripts('a: before any header')).toThrow('Line 1');
    });

    it('becomes messages in order, replies hanging on the last line said in the room', () => {
        const [first, second, reply, shown] = play('== random\na: 1\nb: 2\na> 3\nb>> 4', 'random');
        expect([first, second, reply, shown].map((message) => message?.text)).toEqual(['1', '2', '3', '4']);
        expect([first?.thread, second?.thread]).toEqual([undefined, undefined]);
        expect([reply?.thread, shown?.thread]).toEqual([second?.id, second?.id]);
        expect([reply?.tshow, shown?.tshow]).toEqual([undefined, true]);
        expect(first!.ts < second!.ts && second!.ts < reply!.ts && reply!.ts < shown!.ts).toBe(true);
    });

    it('keeps a slot the same throughout and gives its namesake another value', () => {
        const [one, two] = play('== random\na: {service} {service.2}\na: {service} {service.2}', 'random');
        expect(one?.text).toBe(two?.text);
        expect(new Set(one?.text.split(' ')).size).toBe(2);
    });

    it('turns actors into usernames and a file note into a file', () => {
        const [message] = play('== random\na: @{b} look <<my notes.pdf application/pdf 1200>> here\nb: ok', 'random');
        expect(message?.text).toMatch(/^@[a-z.]+ look here$/);
        expect(message?.file).toEqual({ name: 'my-notes.pdf', type: 'application/pdf', size: 1200 });
    });

    it('fails on a slot nobody declared and on a room with too few speakers', () => {
        expect(() => play('== random\na: {nonsense}', 'random')).toThrow('Unknown slot {nonsense}');
        expect(() => play('== design / zh\na: 好\nb: 好', 'design')).toThrow('#design has nobody left');
    });
});

describe('the scripts that come with the demo company', () => {
    const scripts = loadScripts();

    it('are many', () => {
        expect(scripts.length).toBeGreaterThan(150);
        expect(scripts.every(({ turns }) => turns.length > 0)).toBe(true);
    });

    it('can each be played in each of their rooms', () => {
        const rooms = new Set(ROOMS.map(({ name }) => name));
        for (const script of scripts) {
            for (const room of script.rooms) {
                expect(rooms).toContain(room);
                expect(stage(script, room, START, new Random(1))).toHaveLength(script.turns.length);
            }
        }
    });

    it('open with a line in the room', () => {
        expect(scripts.filter(({ turns }) => turns[0]?.place !== 'room')).toEqual([]);
    });
});
