import { porterStem } from './porter';
import { isStopWord } from './stop-words';

/**
 * Portuguese endings on folded words, and the fewest letters that must stay before them. Only endings that English
 * words hardly have: a chat mixes both languages, and a message is too short to tell which one it is in.
 * Longest first where one ends with another.
 */
const PORTUGUESE: Array<[ending: string, replacement: string, minimum: number]> = [
    ...[endings('acoes acao icoes icao amente', '', 3), endings('coes cao', 'c', 2), endings('mente', '', 4)].flat(),
    ...[endings('oes ao', '', 3), endings('ando endo indo', '', 3), endings('avam aram eram iram', '', 4)].flat(),
    ...endings('ados adas idos idas ado ada ido ida ava ou', '', 4),
    ...[endings('gens', 'gem', 3), endings('ais', 'al', 3), endings('eis', 'el', 3), endings('ar', '', 4)].flat(),
];

function endings(list: string, replacement: string, minimum: number): Array<[string, string, number]> {
    return list.split(' ').map((ending) => [ending, replacement, minimum]);
}

/** English, and not the infinitive of a verb: `linear`, `similar`. */
const ADJECTIVE = /[el]ar$/;

/** Between these lengths a word of plain letters has a stem; shorter ones are names of things, longer ones are codes. */
const STEMMABLE = /^[a-z]{3,24}$/;

/**
 * The key that the forms of a word share: `deploys`, `deployed` -> `deploy`; `funções`, `função` -> `func`. English
 * (Porter) and light Portuguese, chosen by the ending. Takes a folded word; a word without a stem is its own.
 */
export function stemOf(word: string): string {
    if (!STEMMABLE.test(word) || isStopWord(word)) {
        return word;
    }
    if (ADJECTIVE.test(word)) {
        return porterStem(word);
    }
    const rule = PORTUGUESE.find(
        ([ending, , minimum]) => word.endsWith(ending) && word.length - ending.length >= minimum,
    );
    return rule ? word.slice(0, -rule[0].length) + rule[1] : porterStem(word);
}
