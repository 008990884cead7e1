import { parseParameters } from '../../dev/workspace/engine/commands';

describe('what is typed after a slash command', () => {
    test.each([
        ['', []],
        ['  \n ', []],
        ['one  two\tthree\nfour', ['one', 'two', 'three', 'four']],
        ['find "exact phrase" now', ['find', 'exact phrase', 'now']],
        [`'a b' "c d"`, ['a b', 'c d']],
        ['"a""b"', ['a', 'b']],
        [`what's Bob's plan`, ['whats Bobs', 'plan']],
        [`it's fine`, [`it's`, 'fine']],
        [`"it's fine"`, [`it's fine`]],
        ['"she said \\"no\\"" twice', ['she said "no"', 'twice']],
        ['say \\"no\\', ['say', '\\"no\\']],
        ['room="my room" x', ['room=my room', 'x']],
        ['""', ['']],
    ])('%j is split into %j', (text, parameters) => {
        expect(parseParameters(text)).toEqual(parameters);
    });
});
