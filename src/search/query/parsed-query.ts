/** A question as it was written, taken apart. Positions are UTF-16 units of the question, for messages about it. */
export interface ParsedQuery {
    /** What the text must hold: of each group at least one term, or, when negated, none. */
    groups: Group[];
    /** Any of these authors, and none of the negated ones. The same for rooms. Names are not resolved yet. */
    from: NameFilter[];
    in: NameFilter[];
    /** All of these. */
    mentions: NameFilter[];
    facts: FactFilter[];
    times: TimeFilter[];
    sort: 'relevance' | 'newest' | 'oldest';
    /** What is wrong with it. The caller refuses a question that has any. */
    problems: Problem[];
}

export interface Span {
    start: number;
    end: number;
}

export interface Term extends Span {
    /** `phrase`: the words as they stand, in this order. `prefix`: the last word may go on. */
    kind: 'word' | 'phrase' | 'prefix';
    text: string;
}

export interface Group {
    terms: Term[];
    isNegated: boolean;
    /** Only in names of files, or only in their descriptions. */
    field?: 'title' | 'description';
}

export interface NameFilter extends Span {
    /** Without `@` or `#`. */
    name: string;
    isNegated: boolean;
}

export type Fact = 'link' | 'file' | 'image' | 'code' | 'reaction' | 'thread' | 'dm' | 'pinned' | 'edited';

export interface FactFilter extends Span {
    fact: Fact;
    isNegated: boolean;
}

export interface TimeFilter extends Span {
    operator: 'before' | 'after' | 'on';
    /** As written. */
    value: string;
    /** Milliseconds; from inclusive, to exclusive. */
    from?: number;
    to?: number;
}

export interface Problem extends Span {
    kind:
        | 'unknown_operator'
        | 'missing_value'
        | 'bad_value'
        | 'bad_date'
        | 'not_negatable'
        | 'bad_or'
        | 'too_many_terms'
        | 'too_long'
        | 'nothing_to_find';
    /** For the person who wrote the question. */
    message: string;
    /** The operator or value that was probably meant. */
    suggestion?: string;
    /** What could stand there. */
    supported?: readonly string[];
}
