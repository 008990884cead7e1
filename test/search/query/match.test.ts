import { analyze } from '../../../src/search/analysis/analyze';
import { addCorrections, compileQuery, relax, type CompiledSearch } from '../../../src/search/query/compile';
import { matches } from '../../../src/search/query/match';
import { parseQuery } from '../../../src/search/query/parse';
import { snippet } from '../../../src/search/query/snippet';
import type { Message } from '../../../src/host/workspace';
import { aMessage } from '../../fakes/messages';

const NOW = Date.UTC(2026, 10, 21);

/** What the index would nominate: every `must` is there, no `not` is, and one `should` if there is nothing else. */
function isNominated({ clauses }: CompiledSearch, message: Message): boolean {
    const terms = [...analyze(message).terms.keys()];
    const holds = (i: number) =>
        clauses[i]!.variants.some(({ term, isPrefix }) =>
            isPrefix ? terms.some((known) => known.startsWith(term)) : terms.includes(term),
        );
    return clauses.every(({ occur }, i) => occur === 'should' || holds(i) === (occur === 'must'));
}

/** Whether a question finds a message, by the index and by its text. */
function finds(question: string, message: Partial<Message> | string): boolean {
    const parsed = parseQuery(question, NOW);
    expect(parsed.problems).toEqual([]);
    const compiled = compileQuery(parsed);
    const whole = aMessage(typeof message === 'string' ? { text: message } : message);
    const isMatch = matches(parsed, whole, compiled).matches;
    if (isMatch) {
        expect(isNominated(compiled, whole)).toBe(true);
    }
    return isMatch && isNominated(compiled, whole);
}

describe('what a question finds', () => {
    it.each([
        ['funcao', 'a função nova', 'a fundação nova'],
        ['strasse', 'Lange Straße 5', 'Lange Gasse 5'],
        ['会議', '明日の会議室です', '議会は明日'],
        ['議', '会議', '会社'],
        ['👍', 'ok 👍🏽', 'ok 👎'],
        [':rocketcli:', 'great :rocketcli: !', 'rocketcli'],
        ['error_code', 'the error_code is', 'code of the error'],
        ['Name', 'see fileName', 'see filename'],
        ['filename', 'see fileName', 'file of that name'],
        ['file.name.ts', 'open file.name.ts', 'file ts name'],
        ['E11000', 'E11000 duplicate key', 'E1100 or e 11000'],
        ['#123', 'fixes #123', 'fixes 123'],
        ['8.2', 'on v8.2.1', 'on 8 and 2'],
        ['v8.2.1', 'on v8.2.1', 'on v8.2.2'],
        ['10.0.0.1', 'ping 10.0.0.1', 'ping 10.0.1.0'],
        ['C++', 'in C++', 'in C'],
        ['ana@mail.example', 'to ana@mail.example', 'mail ana, example'],
        ['https://docs.example/a/b', 'at https://docs.example/a/b?x', 'docs.example b a'],
        ['don’t', "don't do it", 'do it'],
        ['reindex', 'we re-index', 'we index'],
        ['re-index', 'we reindex', 'index it again'],
        ['deploy', 'it was deployed', 'it was destroyed'],
        ['"deploy pipeline"', 'the deploy pipeline is red', 'pipeline red, deploy later'],
        ['"deployed"', 'deployed', 'deploy'],
        ['deploy -pipeline', 'deploy it', 'deploy the pipeline'],
        ['deploy -"red pipeline"', 'deploy: pipeline is red', 'deploy the red pipeline'],
        ['red OR "dark green"', 'a dark green one', 'green and dark'],
        ['dep*', 'deployment', 'adept'],
        ['file-na*', 'file-names', 'name of a file'],
        ['the deploy', 'deploy now', 'the end'],
        ['to be', 'to be or not', 'or not'],
    ])('%s: %s, but not %s', (question, hit, miss) => {
        expect(finds(question, hit)).toBe(true);
        expect(finds(question, miss)).toBe(false);
    });

    it('files by name, title and description', () => {
        const file = {
            files: [{ id: 'f', name: 'regression-report.csv' }],
            attachments: [{ description: 'of March' }],
        };
        expect(finds('regression-report', file)).toBe(true);
        expect(finds('file-title:regression', file)).toBe(true);
        expect(finds('file-desc:march', file)).toBe(true);
        expect(finds('file-title:march', file)).toBe(false);
        expect(finds('file-title:hello', file)).toBe(false);
    });

    it('not by who wrote it', () => {
        expect(finds('deployer', { text: 'hello', author: { id: 'u', username: 'deployer' } })).toBe(false);
    });

    it('by facts and days, and by what is not', () => {
        const day = { text: 'see https://a.example', createdAt: new Date('2026-03-31T23:59:00Z'), isPinned: true };
        expect(finds('has:link on:2026-03-31 is:pinned', day)).toBe(true);
        expect(finds('see -has:link', day)).toBe(false);
        expect(finds('before:2026-03-31', day)).toBe(false);
        expect(finds('after:2026-03-30', day)).toBe(true);
    });
});

describe('names', () => {
    it('hold for authors, wanted and not, and for mentions', () => {
        const parsed = parseQuery('hello from:ana -from:bob mentions:me', NOW);
        const names = {
            authorIds: new Set(['a']),
            excludedAuthorIds: new Set(['b']),
            mentions: [['u1', 'team1']],
        };
        const compiled = compileQuery(parsed, names);
        const message = aMessage({ author: { id: 'a', username: 'ana' }, mentions: [{ id: 'team1', kind: 'team' }] });
        expect(matches(parsed, message, compiled).matches && isNominated(compiled, message)).toBe(true);
        expect(matches(parsed, { ...message, author: { id: 'b', username: 'bob' } }, compiled).matches).toBe(false);
        expect(matches(parsed, { ...message, mentions: [] }, compiled).matches).toBe(false);
    });
});

describe('a question that nothing answers in full', () => {
    it('is content with some of its words, but not without its phrases', () => {
        const parsed = parseQuery('deploy pipeline "very red"', NOW);
        const compiled = relax(compileQuery(parsed));
        const finding = (text: string) => matches(parsed, aMessage({ text }), compiled).matches;
        expect(finding('deploy is very red')).toBe(true);
        expect(finding('deploy pipeline')).toBe(false);
    });

    it('may be corrected', () => {
        const parsed = parseQuery('deplyo now', NOW);
        const compiled = addCorrections(compileQuery(parsed), 0, ['deploy']);
        const message = aMessage({ text: 'deploy it now' });
        expect(matches(parsed, message, compiled).matches && isNominated(compiled, message)).toBe(true);
    });
});

describe('highlights and snippets', () => {
    const shown = (question: string, text: string) => {
        const { text: part, highlights } = snippet(parseQuery(question, NOW), aMessage({ text }));
        return { part, words: highlights.map(([start, end]) => part.slice(start, end)) };
    };

    it('show the words as they are written', () => {
        const text = 'A função was Deployed: #12 by fileName';
        const { highlights } = matches(parseQuery('funcao deploy #12 filename', NOW), aMessage({ text }));
        expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual([
            'função',
            'Deployed',
            '#12',
            'fileName',
        ]);
    });

    it('show where most of the words are, in whole words', () => {
        const filler = 'lorem ipsum dolor sit amet '.repeat(20);
        const { part, words } = shown('deploy red', `deploy ${filler}the deploy\nis red ${filler}`);
        expect(part).toMatch(/^…\w.*the deploy is red.*\w…$/);
        expect(part.length).toBeLessThanOrEqual(165);
        expect(
            part
                .slice(1, -1)
                .split(' ')
                .every((word) => `${filler} the deploy is red`.includes(word)),
        ).toBe(true);
        expect(words).toEqual(['deploy', 'red']);
    });

    it('never cut a character in two', () => {
        const { part } = shown('x', '👨‍👩‍👧'.repeat(60) + 'x' + '😀'.repeat(200));
        expect(part).not.toMatch(/(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    });

    it('come from the file when the text says nothing', () => {
        const message = aMessage({ text: 'here', files: [{ id: 'f', name: 'regression-report.csv' }] });
        expect(snippet(parseQuery('report', NOW), message)).toEqual({
            field: 'title',
            text: 'regression-report.csv',
            highlights: [[11, 17]],
        });
    });
});
