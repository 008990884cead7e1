import { wordsOf } from './corpus';
import type { ChatMessage } from './invented-chat';
import { pick, randomNumbers } from './random';

export interface Question {
    kind: string;
    /** As a person types it. */
    text: string;
    /** What other engines are asked: words, one phrase, or a beginning. Absent when they have no such thing. */
    plain?: { words: string[]; as: 'words' | 'phrase' | 'prefix' };
}

/** Words in more messages than this share are no subject of a question. */
const COMMON = 0.1;

/** Questions of all kinds, made of the words of the messages: `each` of every kind. */
export function makeQuestions(base: readonly ChatMessage[], each: number): Question[] {
    const random = randomNumbers(3);
    const counts = new Map<string, number>();
    for (const { text } of base) {
        new Set(wordsOf(text)).forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
    }
    const share = (word: string) => (counts.get(word) ?? 0) / base.length;
    const letters = [...counts.keys()].filter((word) => /^\p{L}{4,}$/u.test(word));
    const between = (least: number, most: number) =>
        letters.filter((word) => share(word) >= least && share(word) < most);
    const frequent = between(0.01, COMMON);
    const medium = between(0.0005, 0.005);
    const rare = letters.filter((word) => counts.get(word)! <= 5);
    const long = base.filter(({ text }) => wordsOf(text).length >= 16);
    const subjects = ({ text }: ChatMessage) => [...new Set(wordsOf(text))].filter((word) => share(word) < COMMON);
    const asWords = (words: string[]) => ({ text: words.join(' '), plain: { words, as: 'words' as const } });
    const kinds: Record<string, () => Omit<Question, 'kind'>> = {
        'rare word': () => asWords([pick(random, rare)]),
        'medium word': () => asWords([pick(random, medium)]),
        'frequent word': () => asWords([pick(random, frequent)]),
        'two words of a message': () => asWords(some(random, subjects(pick(random, long)), 2)),
        'two frequent words': () => asWords([pick(random, frequent), pick(random, frequent)]),
        'long question': () => asWords(wordsOf(pick(random, long).text).slice(0, 12)),
        phrase: () => {
            const words = wordsOf(pick(random, long).text).slice(4, 7);
            return { text: `"${words.join(' ')}"`, plain: { words, as: 'phrase' } };
        },
        prefix: () => {
            const start = pick(random, medium).slice(0, 4);
            return { text: `${start}*`, plain: { words: [start], as: 'prefix' } };
        },
        operators: () => {
            const message = pick(random, long);
            const [one = '', two = ''] = some(random, subjects(message), 2);
            const day = new Date(message.time + 86_400_000).toISOString().slice(0, 10);
            const forms = [
                `from:${message.user} ${one}`,
                `${one} before:${day}`,
                `${one} -${two}`,
                `${one} OR ${two}`,
                `has:link ${one}`,
                `${one} order:desc`,
            ];
            return { text: pick(random, forms) };
        },
    };
    return Object.entries(kinds).flatMap(([kind, make]) => Array.from({ length: each }, () => ({ kind, ...make() })));
}

/** Some different ones, in no particular order. */
function some(random: () => number, words: readonly string[], count: number): string[] {
    return [...words]
        .map((word) => ({ word, at: random() }))
        .sort((a, b) => a.at - b.at)
        .slice(0, count)
        .map(({ word }) => word);
}
