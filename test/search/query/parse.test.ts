import fc from 'fast-check';
import { parseQuery } from '../../../src/search/query/parse';
import type { ParsedQuery } from '../../../src/search/query/parsed-query';
import { printQuery } from '../../../src/search/query/print';

/** Saturday. */
const NOW = Date.UTC(2026, 10, 21, 13, 30);
const parse = (text: string, utcOffset = 0) => parseQuery(text, NOW, utcOffset);

/** The terms as one would write them; alternatives with |. */
const terms = (text: string) =>
    parse(text).groups.map(
        ({ terms: alternatives, isNegated, field }) =>
            (isNegated ? '-' : '') +
            (field ? `${field}:` : '') +
            alternatives
                .map((term) =>
                    term.kind === 'phrase' ? `"${term.text}"` : term.text + (term.kind === 'prefix' ? '*' : ''),
                )
                .join('|'),
    );
const problems = (text: string) => parse(text).problems.map(({ kind }) => kind);

describe('words, phrases and alternatives', () => {
    it.each([
        ['deploy pipeline', ['deploy', 'pipeline']],
        ['"deploy pipeline" red', ['"deploy pipeline"', 'red']],
        [
            '“deploy pipeline” «на русском» „so auch“ 「会議」',
            ['"deploy pipeline"', '"на русском"', '"so auch"', '"会議"'],
        ],
        ['deploy -pipeline -"very red"', ['deploy', '-pipeline', '-"very red"']],
        ['deploy NOT pipeline', ['deploy', '-pipeline']],
        ['DO NOT DEPLOY', ['DO', 'not', 'DEPLOY']],
        ['a OR "b c" | d e', ['a|"b c"|d', 'e']],
        ['(red OR green) build', ['red|green', 'build']],
        ['dep*', ['dep*']],
        ['unclosed "quote', ['unclosed', 'quote']],
        ['file-title:report file-desc:"last year"', ['title:report', 'description:"last year"']],
    ])('are read from %s', (text, expected) => {
        expect(terms(text)).toEqual(expected);
        expect(problems(text)).toEqual([]);
    });

    it.each([
        'https://a.example/x?y=1',
        '10:30',
        'C:\\path',
        'std::vector',
        "don't",
        'localhost:3000',
        'error:timeout',
        'note:x',
        '--force',
        'C++',
        '#123',
        ':smile:',
        'from://x',
    ])('leave %s alone, which only looks like an operator', (text) => {
        expect(terms(`${text} AND`)).toEqual([text.replace(/^-+/, ''), 'AND']);
        expect(problems(text)).toEqual([]);
    });
});

describe('filters', () => {
    it('name people and rooms, with or without sign and quotes, more than one at a time', () => {
        const query = parse('from:@ana from:"Ana Dev" -from:bob in:#general,random mention:me mentions:@all');
        expect(query.from.map(({ name, isNegated }) => [name, isNegated])).toEqual([
            ['ana', false],
            ['Ana Dev', false],
            ['bob', true],
        ]);
        expect(query.in.map(({ name }) => name)).toEqual(['general', 'random']);
        expect(query.mentions.map(({ name }) => name)).toEqual(['me', 'all']);
        expect(query.problems).toEqual([]);
    });

    it('take OR between names of one operator, and nowhere else', () => {
        expect(parse('from:ana OR from:bob').from.map(({ name }) => name)).toEqual(['ana', 'bob']);
        expect(problems('from:ana OR from:bob')).toEqual([]);
        expect(problems('from:ana OR deploy')).toEqual(['bad_or']);
        expect(problems('deploy OR -x')).toEqual(['bad_or']);
    });

    it('ask for facts, and for an order', () => {
        const query = parse('has:url has:image -is:pinned is:dm order:asc');
        expect(query.facts.map(({ fact, isNegated }) => [fact, isNegated])).toEqual([
            ['link', false],
            ['image', false],
            ['pinned', true],
            ['dm', false],
        ]);
        expect(query.sort).toBe('oldest');
        expect(parse('x order:desc').sort).toBe('newest');
    });
});

describe('dates', () => {
    const day = (text: string) => (text ? Date.parse(`${text}T00:00:00Z`) : undefined);

    it.each([
        ['on:2026-03-31', '2026-03-31', '2026-04-01'],
        ['on:31/03/2026', '2026-03-31', '2026-04-01'],
        ['on:29/02/2024', '2024-02-29', '2024-03-01'],
        ['during:2026-03', '2026-03-01', '2026-04-01'],
        ['during:2025', '2025-01-01', '2026-01-01'],
        ['before:2026-03', '', '2026-03-01'],
        ['after:2026-03', '2026-04-01', ''],
        ['on:today', '2026-11-21', '2026-11-22'],
        ['on:ontem', '2026-11-20', '2026-11-21'],
        ['during:"last week"', '2026-11-09', '2026-11-16'],
        ['during:this week', '2026-11-16', '2026-11-23'],
        ['during:last-month', '2026-10-01', '2026-11-01'],
        ['on:monday', '2026-11-16', '2026-11-17'],
        ['on:saturday', '2026-11-21', '2026-11-22'],
        ['on:last saturday', '2026-11-14', '2026-11-15'],
        ['on:terça-feira', '2026-11-17', '2026-11-18'],
    ])('%s begins and ends with its days', (text, from, to) => {
        const query = parse(text);
        expect(query.problems).toEqual([]);
        expect(query.groups).toEqual([]);
        expect([query.times[0]?.from, query.times[0]?.to]).toEqual([day(from), day(to)]);
    });

    it('begin where the reader is', () => {
        expect(parse('on:2026-03-31', -3).times[0]?.from).toBe(Date.parse('2026-03-31T03:00:00Z'));
        expect(parse('on:today', 12).times[0]?.from).toBe(Date.parse('2026-11-21T12:00:00Z'));
    });

    it.each(['2026-13', '30/02/2026', '2025-02-29', '2026-00', 'soon', '2026-03-31T25:00Z', '1'])(
        'refuse %s',
        (date) => {
            expect(problems(`x on:${date}`)).toEqual(['bad_date']);
        },
    );
});

describe('mistakes', () => {
    it.each([
        ['form:ana', 'from:'],
        ['mentoins:ana', 'mentions:'],
        ['author:ana', 'from:'],
        ['channel:general', 'in:'],
        ['hsa:link', 'has:'],
        ['since:2026', 'after:'],
    ])('%s is reported with what was meant', (text, suggestion) => {
        const [problem] = parse(text).problems;
        expect(problem).toMatchObject({ kind: 'unknown_operator', suggestion, start: 0, end: text.length });
        expect(problem?.supported).toContain('from:');
    });

    it.each([
        ['has:lnk', 'link', 'image'],
        ['is:pined', 'pinned', 'dm'],
    ])('%s is reported with the values there are', (text, suggestion, other) => {
        const [problem] = parse(text).problems;
        expect(problem).toMatchObject({ kind: 'bad_value', suggestion });
        expect(problem?.supported).toContain(other);
    });

    it.each([
        ['', 'nothing_to_find'],
        ['!!! -', 'nothing_to_find'],
        ['-deploy', 'nothing_to_find'],
        ['from: ana', 'missing_value'],
        ['x -on:2026', 'not_negatable'],
        ['x has:star', 'bad_value'],
        ['x order:best', 'bad_value'],
        [Array.from({ length: 25 }, (_, i) => `word${i}`).join(' '), 'too_many_terms'],
        ['a'.repeat(5000), 'too_long'],
    ])('are found in %s', (text, kind) => {
        expect(problems(text)).toEqual([kind]);
    });

    it('do not include a long sentence, of which only the telling words count', () => {
        expect(problems(`${'what is the '.repeat(20)} deploy`)).toEqual([]);
    });
});

describe('any text', () => {
    const pieces = fc.constantFrom(
        ...[
            'a',
            'deploy',
            '"',
            '“',
            '”',
            '«',
            '-',
            '(',
            ')',
            '|',
            'OR',
            'NOT',
            '*',
            ':',
            'from:',
            'on:',
            'has:',
            'form:',
        ],
        ...[
            'last',
            'week',
            '2026-02-30',
            'link',
            '#',
            '@',
            '://',
            '\\',
            '会議',
            '👍',
            'é',
            ',',
            'order:',
            'asc',
            'file-title:',
        ],
    );
    const written = fc
        .array(fc.tuple(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), fc.constantFrom('', ' ')), {
            maxLength: 20,
        })
        .map((parts) => parts.flat().join(''));

    /** All but the positions. */
    const meaning = ({ groups, from, in: rooms, mentions, facts, times, sort }: ParsedQuery): unknown =>
        JSON.parse(
            JSON.stringify({ groups, from, rooms, mentions, facts, times, sort }, (key, value: unknown) =>
                key === 'start' || key === 'end' ? undefined : value,
            ),
        );

    it('is read without a failure, and means the same when written again', () => {
        fc.assert(
            fc.property(written, (text) => {
                const query = parse(text);
                fc.pre(query.problems.length === 0);
                expect(meaning(parse(printQuery(query)))).toEqual(meaning(query));
            }),
            { numRuns: 3000 },
        );
    });

    it.each(['"', '“', 'a', 'from:', '-(', 'a:', '会', ')', 'a OR ', '\\', '*'])(
        'is read up to its limit, and reported as too long, when it is 300 kB of %s',
        (piece) => {
            const { problems } = parse(piece.repeat(300_000 / piece.length));
            expect(problems.map(({ kind }) => kind)).toContain('too_long');
        },
    );
});
