/**
 * The endings of English words, taken off step by step (M. F. Porter, "An algorithm for suffix stripping", 1980).
 * The result is a key, not a word: `connection`, `connected` and `connects` share `connect`.
 */
export function porterStem(word: string): string {
    if (word.length < 3) {
        return word;
    }
    let stem = pastAndProgressive(plural(word));
    // After a consonant only, unlike in the paper: `deploying` and `deployment` share `deploy`.
    if (/[^aeiou]y$/.test(stem) && hasVowel(stem.slice(0, -1))) {
        stem = `${stem.slice(0, -1)}i`;
    }
    stem = replaceEnding(stem, DOUBLE_ENDINGS, 0);
    stem = replaceEnding(stem, ADJECTIVE_ENDINGS, 0);
    stem = dropEnding(stem);
    return tidy(stem);
}

function plural(word: string): string {
    if (word.endsWith('sses') || word.endsWith('ies')) {
        return word.slice(0, -2);
    }
    return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function pastAndProgressive(word: string): string {
    if (word.endsWith('eed')) {
        return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    }
    const ending = ['ed', 'ing'].find((candidate) => word.endsWith(candidate));
    const stem = ending ? word.slice(0, -ending.length) : '';
    if (!ending || !hasVowel(stem)) {
        return word;
    }
    if (/(?:at|bl|iz)$/.test(stem)) {
        return `${stem}e`;
    }
    if (/([^aeioulsz])\1$/.test(stem)) {
        return stem.slice(0, -1);
    }
    return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

/** Longest first where one ends with another. */
const DOUBLE_ENDINGS: Array<[ending: string, replacement: string]> = [
    ...pairs('ational ate', 'tional tion', 'enci ence', 'anci ance', 'izer ize', 'abli able', 'alli al', 'entli ent'),
    ...pairs('eli e', 'ousli ous', 'ization ize', 'ation ate', 'ator ate', 'alism al', 'iveness ive', 'fulness ful'),
    ...pairs('ousness ous', 'aliti al', 'iviti ive', 'biliti ble'),
];

const ADJECTIVE_ENDINGS: Array<[ending: string, replacement: string]> = [
    ...pairs('icate ic', 'ative ', 'alize al', 'iciti ic', 'ical ic', 'ful ', 'ness '),
];

const LAST_ENDINGS = [
    ...['ement', 'ment', 'ance', 'ence', 'able', 'ible', 'ent', 'ant', 'ion', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'],
    ...['al', 'er', 'ic', 'ou'],
];

function pairs(...rules: string[]): Array<[string, string]> {
    return rules.map((rule) => rule.split(' ') as [string, string]);
}

function replaceEnding(word: string, rules: Array<[string, string]>, above: number): string {
    const rule = rules.find(([ending]) => word.endsWith(ending));
    const stem = rule ? word.slice(0, -rule[0].length) : '';
    return rule && measure(stem) > above ? stem + rule[1] : word;
}

function dropEnding(word: string): string {
    const ending = LAST_ENDINGS.find((candidate) => word.endsWith(candidate));
    const stem = ending ? word.slice(0, -ending.length) : '';
    const fits = ending !== 'ion' || /[st]$/.test(stem);
    return ending && fits && measure(stem) > 1 ? stem : word;
}

function tidy(word: string): string {
    let stem = word;
    if (stem.endsWith('e')) {
        const shorter = stem.slice(0, -1);
        const syllables = measure(shorter);
        stem = syllables > 1 || (syllables === 1 && !endsShort(shorter)) ? shorter : stem;
    }
    return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem;
}

function isVowel(word: string, at: number): boolean {
    const letter = word.charCodeAt(at);
    switch (letter) {
        case 97: // a
        case 101: // e
        case 105: // i
        case 111: // o
        case 117: // u
            return true;
        case 121: // y, after a consonant
            return at > 0 && !isVowel(word, at - 1);
        default:
            return false;
    }
}

/** How often a vowel is followed by a consonant: roughly, the number of syllables that are closed. */
function measure(word: string): number {
    let count = 0;
    let afterVowel = false;
    for (let at = 0; at < word.length; at += 1) {
        const vowel = isVowel(word, at);
        count += afterVowel && !vowel ? 1 : 0;
        afterVowel = vowel;
    }
    return count;
}

function hasVowel(word: string): boolean {
    for (let at = 0; at < word.length; at += 1) {
        if (isVowel(word, at)) {
            return true;
        }
    }
    return false;
}

/** Consonant, vowel, consonant other than w, x, y: the words that had an `e` (`filing`, `file`). */
function endsShort(word: string): boolean {
    const last = word.length - 1;
    return (
        last >= 2 && !isVowel(word, last) && !/[wxy]$/.test(word) && isVowel(word, last - 1) && !isVowel(word, last - 2)
    );
}
