/** The smallest thing a phrase is made of. */
export interface Atom {
    /** Folded. */
    text: string;
    /** Where it stands, in UTF-16 units; from inclusive, to exclusive. */
    start: number;
    end: number;
    /** The key it shares with its other forms, when that is not the text itself. */
    stem?: string;
    /** Other ways to ask for it: `8.2` and `8` for `8.2.1`. */
    forms?: string[];
}

/** What is written without a gap: a word, an identifier with its parts, a run of Chinese, an emoji. */
export interface Token {
    start: number;
    end: number;
    atoms: Atom[];
    /** The parts of an identifier written as one: `filename` for `file_name`, `fileName` and `file-name`. */
    whole?: string;
    /** The token with the sign that makes it special: `#123`, `@ana`, `c++`, `:smile:`. */
    exact?: string;
    /** Written without spaces between words: every atom is one character. */
    isRun?: true;
}
