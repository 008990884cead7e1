import { randomId, randomNumbers, pick } from './random';

export interface ChatMessage {
    id: string;
    room: string;
    user: string;
    text: string;
    /** Milliseconds since 1970. */
    time: number;
    /** Id of the thread's first message. */
    thread?: string;
}

export interface Conversation {
    /** A few words somebody would look for it with; they need not stand in it in this form, or together. */
    title: string;
    messageIds: string[];
}

const MINUTE = 60_000;
const START = Date.UTC(2023, 0, 2);
const ROOMS = 60;
const USERS = 800;
const WORDS = 45_000;
const TOPIC_WORDS = 12;
/** How much of a message is about the topic of its conversation, and how much only carries the sentence. */
const ABOUT_TOPIC = 0.12;
const CARRYING = 0.45;

const CARRIERS = (
    'the to a i is it and that of you in this for have on but not be we are can if so with just do what there was or ' +
    'as at they my will about from when should then would like how all think me an get has by one no out more up now ' +
    'some know any which see also your use need here them does where why who'
).split(' ');
const ONSETS = 'b br c ch cl cr d dr f fl g gr h j k l m n p pl pr qu r s sh sl st str t th tr v w'.split(' ');
const NUCLEI = 'a e i o u a e i o u ai ea ee io oa ou'.split(' ');
const CODAS = ['', '', '', ...'b ck d ft g l ll m n nd ng nt p r rd rk rt s ss st t x'.split(' ')];
const ENDINGS = ['', '', '', '', 's', 's', 'ed', 'ing'];
const EXTRAS = [
    (word: string) => `https://example.com/${word}/${word.length}`,
    (word: string) => `\`${word}_${word.slice(0, 2)}()\``,
    (word: string) => `E${word.length}${word.charCodeAt(0)}0`,
    () => ':thumbsup:',
];

/**
 * Conversations in chat rooms, in the order of time, in made-up words: how often words occur follows Zipf's law, they
 * have endings, and those that talk to each other keep to their topic. The same in every run.
 */
export function inventChat(count: number): { messages: ChatMessage[]; conversations: Conversation[] } {
    const random = randomNumbers(7);
    const words = inventWords(random);
    const zipf = (from: number) => words[Math.floor(from * (WORDS / from) ** random()) - 1]!;
    const messages: ChatMessage[] = [];
    const conversations: Conversation[] = [];
    while (messages.length < count) {
        const topic = Array.from({ length: TOPIC_WORDS }, () => zipf(150));
        const speakers = Array.from({ length: 2 + Math.floor(random() * 4) }, () => userName(random));
        const room = `room${String(Math.floor(random() ** 1.5 * ROOMS)).padStart(3, '0')}`;
        let time = START + conversations.length * 90 * MINUTE + Math.floor(random() * 60 * MINUTE);
        const ids = Array.from({ length: 2 + Math.floor(random() ** 2 * 28) }, () => randomId(random));
        const isThread = random() < 0.3;
        for (const [i, id] of ids.entries()) {
            const text = sentence(random, topic, zipf);
            const thread = isThread && i > 0 ? { thread: ids[0]! } : {};
            messages.push({ id, room, user: pick(random, speakers), text, time, ...thread });
            time += Math.floor((1 + random() ** 3 * 20) * MINUTE);
        }
        const title = Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
            inflected(random, pick(random, topic)),
        );
        conversations.push({ title: [...new Set(title)].join(' '), messageIds: ids });
    }
    messages.sort((a, b) => a.time - b.time);
    return { messages, conversations };
}

function inventWords(random: () => number): string[] {
    const syllable = () => pick(random, ONSETS) + pick(random, NUCLEI) + pick(random, CODAS);
    const words = new Set<string>();
    while (words.size < WORDS) {
        // Frequent words are short.
        const syllables = 1 + Math.floor(random() * Math.min(3.5, 1 + Math.log10(words.size + 1) / 1.5));
        words.add(Array.from({ length: syllables }, syllable).join(''));
    }
    return [...words];
}

const userName = (random: () => number) => `user${String(Math.floor(random() ** 2 * USERS)).padStart(4, '0')}`;

const inflected = (random: () => number, word: string) => word + pick(random, ENDINGS);

function sentence(random: () => number, topic: readonly string[], zipf: (from: number) => string): string {
    const words = Array.from({ length: 3 + Math.floor(random() ** 2.5 * 80) }, () => {
        const kind = random();
        if (kind < CARRYING) {
            return CARRIERS[Math.floor(random() ** 2 * CARRIERS.length)]!;
        }
        return inflected(random, kind < CARRYING + ABOUT_TOPIC ? pick(random, topic) : zipf(1));
    });
    const extra = random() < 0.12 ? ` ${pick(random, EXTRAS)(pick(random, topic))}` : '';
    const text = words.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${random() < 0.2 ? '?' : '.'}${extra}`;
}
