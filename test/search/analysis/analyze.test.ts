import fc from 'fast-check';
import { analyze } from '../../../src/search/analysis/analyze';
import { wordVariants } from '../../../src/search/analysis/terms';
import { tokenize } from '../../../src/search/analysis/tokenize';
import { EntryFlag } from '../../../src/search/types';
import { aMessage } from '../../fakes/messages';

const termsOf = (text: string) => [...analyze(aMessage({ text })).terms.keys()];

describe('the terms of a text', () => {
    it.each([
        ['Função', ['funcao', '~func']],
        ['Straße', ['strasse']],
        ['snake_case', ['snake', 'case', 'snakecase']],
        ['fileName.ts', ['file', 'name', 'ts', 'filenamets']],
        ['HTTPServer', ['http', 'server', 'httpserver']],
        ['iPhone', ['iphone']],
        ['E11000', ['e11000']],
        ['#123', ['123', '#123']],
        ['v8.2.1', ['8.2.1', 'v8', '8', '8.2']],
        ['10.0.0.1:80', ['10.0.0.1', '10', '10.0', '10.0.0', '80']],
        ['2026-03-01', ['2026.03.01', '2026', '2026.03']],
        ['ana@mail.example', ['ana', 'mail', 'example', 'mailexample']],
        ['C++ and C#', ['c', 'c++', 'and', 'c#']],
        ['std::vector', ['std', 'vector']],
        ["don't, ana's", ['dont', 'ana']],
        ['https://www.Docs.example/a-b?x=1', ['docs', 'example', 'docsexample', 'a', 'b', 'ab', 'x', '1']],
        ['会議室', ['会議', '議室', '室']],
        ['𠮷野家', ['𠮷野', '野家', '家']],
        ['Dockerが', ['docker', 'が']],
        ['👍🏽 ❤️ 🇧🇷', ['👍', '❤', '🇧🇷']],
        [':party_parrot: :+1:', ['party', 'parrot', 'partyparrot', ':party_parrot:', ':+1:']],
        ['@ana.dev', ['ana', 'dev', 'anadev', '@anadev']],
        ['`code` *bold*', ['code', 'bold']],
    ])('%s', (text, expected) => {
        const stems = (terms: string[]) => terms.filter((term) => !term.startsWith('~') || expected.includes(term));
        expect(stems(termsOf(text)).sort()).toEqual([...expected].sort());
    });

    it('count how often a word stands there', () => {
        const { terms, length } = analyze(aMessage({ text: 'no No NO yes' }));
        expect([terms.get('no'), terms.get('yes'), length]).toEqual([3, 1, 4]);
    });

    it('share a stem with other forms of the word, in English and in Portuguese', () => {
        const keys = (word: string) => wordVariants(word).map(({ term }) => term);
        for (const [one, other] of [
            ['deploys', 'deployed'],
            ['deployments', 'deploying'],
            ['função', 'funções'],
            ['atualizar', 'atualização'],
            ['mensagem', 'mensagens'],
        ] as const) {
            expect(keys(one).filter((term) => keys(other).includes(term))).not.toEqual([]);
        }
    });
});

describe('the terms of a message', () => {
    it('include files, descriptions, quotes and attachments, each text once', () => {
        const { terms } = analyze(
            aMessage({
                text: '[ ](https://chat.example/channel/general?msg=abc) see',
                files: [{ id: 'f', name: 'regression-report.csv' }],
                attachments: [{ title: 'regression-report.csv', description: 'of March' }, { text: 'quoted words' }],
            }),
        );
        expect([...terms.keys()].filter((term) => !term.startsWith('~')).sort()).toEqual(
            ['see', 'regression', 'report', 'csv', 'regressionreportcsv', 'of', 'march', 'quoted', 'words'].sort(),
        );
        expect(terms.get('csv')).toBe(1);
    });

    it('tell who is mentioned and under which name it was sent, but are not found by it', () => {
        const { terms } = analyze(
            aMessage({ text: 'x', alias: 'Deploy Bot', mentions: [{ id: 'u1', kind: 'user', username: 'ana' }] }),
        );
        expect([...terms.keys()]).toEqual(['x', '=@u1', '=as:deploy bot']);
    });

    it('are none for ciphertext', () => {
        expect(analyze(aMessage({ text: 'c2VjcmV0', type: 'e2e' })).terms.size).toBe(0);
    });

    it('come with the facts a question may ask for', () => {
        const flags = (parts: Parameters<typeof aMessage>[0]) => analyze(aMessage(parts)).flags;
        expect(flags({ text: 'plain' })).toBe(0);
        expect(flags({ text: 'see https://a.example' })).toBe(EntryFlag.Link);
        expect(flags({ text: 'use `npm ci`' })).toBe(EntryFlag.Code);
        expect(flags({ files: [{ id: 'f', name: 'a.png', type: 'image/png' }] })).toBe(
            EntryFlag.File + EntryFlag.Image,
        );
        expect(flags({ reactions: { ':+1:': ['ana'] } })).toBe(EntryFlag.Reaction);
        expect(flags({ threadId: 'root', isPinned: true, editedAt: new Date() })).toBe(
            EntryFlag.Thread + EntryFlag.Pinned + EntryFlag.Edited,
        );
    });
});

describe('any text', () => {
    const letters = fc.constantFrom(
        ...['a', 'B', 'é', 'e\u0301', 'ß', 'İ', 'ﬁ', '1', '9', '.', '-', '_', ' ', '会', '議', 'が', 'か\u3099', '한'],
        ...[
            '\u1112\u1161\u11AB',
            'ไ',
            'й',
            'ё',
            '’',
            "'",
            '+',
            '#',
            '@',
            ':',
            '/',
            '👍',
            '\uFE0F',
            '🏽',
            '\u200D',
            '\uD800',
        ],
    );
    const texts = fc.oneof(
        fc.array(letters, { maxLength: 16 }).map((parts) => parts.join('')),
        fc.string({ unit: 'binary', maxLength: 16 }),
    );

    it('has the same terms composed and decomposed', () => {
        fc.assert(
            fc.property(texts, (text) => {
                expect(termsOf(text.normalize('NFD'))).toEqual(termsOf(text.normalize('NFC')));
                expect(termsOf(text)).toEqual(termsOf(text.normalize('NFC')));
            }),
            { numRuns: 3000 },
        );
    });

    it('is found by each of its words', () => {
        fc.assert(
            fc.property(texts, (text) => {
                const composed = text.normalize('NFC');
                const indexed = termsOf(text);
                for (const token of tokenize(text)) {
                    for (const atom of token.atoms) {
                        const asked = wordVariants(composed.slice(atom.start, atom.end));
                        const isFound = asked.some(({ term, isPrefix }) =>
                            indexed.some((known) => known === term || (isPrefix && known.startsWith(term))),
                        );
                        expect(isFound).toBe(true);
                    }
                }
            }),
            { numRuns: 3000 },
        );
    });
});
