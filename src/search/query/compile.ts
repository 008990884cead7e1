import { isStopWord } from '../analysis/stop-words';
import { aliasTerm, mentionTerm, tokenClauses } from '../analysis/terms';
import type { Token } from '../analysis/token';
import { foldText, tokenize } from '../analysis/tokenize';
import { EntryFlag, type Clause, type CompiledQuery, type TermVariant } from '../types';
import type { Fact, Group, ParsedQuery, Term } from './parsed-query';

/** What the names of a question turned out to be. Rooms are not here: they are a set of their own for the index. */
export interface ResolvedNames {
    /** Every author that `from:` names. */
    authorIds?: ReadonlySet<string>;
    /** Every author that `-from:` names. */
    excludedAuthorIds?: ReadonlySet<string>;
    /** Names of integrations, when `from:` names no person. */
    aliases?: readonly string[];
    /** For each of the question's `mentions`, in the same order, who may stand for it (a person, and their teams). */
    mentions?: ReadonlyArray<readonly string[]>;
}

/** A question for the index, and what is needed to judge the messages it nominates. */
export interface CompiledSearch extends CompiledQuery {
    names: ResolvedNames;
    /** For each clause: may it be missing when nothing matches all? Not for phrases, prefixes of fields and mentions. */
    canRelax: boolean[];
    isRelaxed: boolean;
    /** Folded word of the question -> words that may stand for it. */
    corrections: ReadonlyMap<string, readonly string[]>;
}

/** A correction is a guess. */
const CORRECTION_WEIGHT = 0.5;
/** `Nomination.matched` has a bit for each. */
const MAX_CLAUSES = 32;

const FLAGS: Record<Exclude<Fact, 'dm'>, EntryFlag> = {
    link: EntryFlag.Link,
    file: EntryFlag.File,
    image: EntryFlag.Image,
    code: EntryFlag.Code,
    reaction: EntryFlag.Reaction,
    thread: EntryFlag.Thread,
    pinned: EntryFlag.Pinned,
    edited: EntryFlag.Edited,
};

/** The flags a question asks for, or, with `isNegated`, rules out. `is:dm` is about the room and has none. */
export function flagsAsked({ facts }: ParsedQuery, isNegated: boolean): number {
    return facts.reduce(
        (flags, { fact, ...filter }) => (fact === 'dm' || filter.isNegated !== isNegated ? flags : flags | FLAGS[fact]),
        0,
    );
}

/**
 * The groups that decide. Words that only carry the sentence are left out, unless there is nothing else.
 */
export function tellingGroups({ groups }: ParsedQuery): Group[] {
    const isTelling = ({ terms, isNegated }: Group) => isNegated || !terms.every(isStopTerm);
    const telling = groups.filter(isTelling);
    return telling.some(({ isNegated }) => !isNegated) ? telling : groups;
}

const isStopTerm = ({ kind, text }: Term) => kind === 'word' && tokenize(text).every(isStopToken);
const isStopToken = ({ atoms, exact }: Token) => exact === undefined && atoms.every(({ text }) => isStopWord(text));

/**
 * Writes a question in the index's words. What an index without positions cannot tell (the order of words, fields) it
 * leaves to `matches`, and lets through.
 */
export function compileQuery(parsed: ParsedQuery, names: ResolvedNames = {}): CompiledSearch {
    const clauses = [...tellingGroups(parsed).flatMap(groupClauses), ...nameClauses(parsed, names)].slice(
        0,
        MAX_CLAUSES,
    );
    const from = Math.max(...parsed.times.map((time) => time.from ?? -Infinity));
    const to = Math.min(...parsed.times.map((time) => time.to ?? Infinity));
    return {
        clauses: clauses.map(({ variants, occur }) => ({ variants, occur })),
        canRelax: clauses.map(({ canRelax }) => canRelax),
        ...(names.authorIds ? { authorIds: names.authorIds } : {}),
        ...(Number.isFinite(from) ? { from } : {}),
        ...(Number.isFinite(to) ? { to } : {}),
        flags: flagsAsked(parsed, false),
        sort: parsed.sort,
        names,
        isRelaxed: false,
        corrections: new Map(),
    };
}

type SourcedClause = Clause & { canRelax: boolean };

function groupClauses(group: Group): SourcedClause[] {
    const [first, ...others] = group.terms.map(termClauses);
    if (!first) {
        return [];
    }
    if (group.isNegated) {
        const isSingle = others.length === 0 && first.length === 1 && !group.field;
        return isSingle ? [{ variants: first[0]!.slice(0, 1), occur: 'not', canRelax: false }] : [];
    }
    const canRelax = !group.field && group.terms.every(({ kind }) => kind !== 'phrase');
    const lists = others.length === 0 ? first : [[first, ...others].flatMap(mostTelling)];
    return lists.map((variants) => ({ variants, occur: 'must', canRelax }));
}

/** Of the words of one alternative the longest, which is probably the rarest. */
function mostTelling(lists: TermVariant[][]): TermVariant[] {
    const length = (variants: TermVariant[]) => variants[0]!.term.length;
    return lists.reduce((best, list) => (length(list) > length(best) ? list : best));
}

function termClauses({ kind, text }: Term): TermVariant[][] {
    const tokens = tokenize(text);
    const telling = tokens.filter((token) => !isStopToken(token));
    const lists = (telling.length > 0 ? telling : tokens).flatMap((token) => tokenClauses(token, kind !== 'word'));
    return kind === 'prefix' ? [...lists.slice(0, -1), prefixOf(lists.at(-1)!)] : lists;
}

const prefixOf = (variants: TermVariant[]): TermVariant[] =>
    variants.map((variant) => ({ ...variant, isPrefix: true }));

function nameClauses(parsed: ParsedQuery, names: ResolvedNames): SourcedClause[] {
    const mentions = parsed.mentions.map(({ isNegated }, i): SourcedClause => ({
        variants: (names.mentions?.[i] ?? []).map((id) => ({ term: mentionTerm(id), weight: 1 })),
        occur: isNegated ? 'not' : 'must',
        canRelax: false,
    }));
    const aliases = (names.aliases ?? []).map((alias) => ({ term: aliasTerm(foldText(alias)), weight: 1 }));
    return aliases.length === 0 || names.authorIds
        ? mentions
        : [...mentions, { variants: aliases, occur: 'must', canRelax: false }];
}

/** The same question for when no message holds all of its words: one will do, more are better. Phrases stay. */
export function relax(compiled: CompiledSearch): CompiledSearch {
    const clauses = compiled.clauses.map((clause, i): Clause =>
        clause.occur === 'must' && compiled.canRelax[i] ? { ...clause, occur: 'should' } : clause,
    );
    return { ...compiled, clauses, isRelaxed: true };
}

/** Adds words from the vocabulary that one clause's word may be a misspelling of. */
export function addCorrections(
    compiled: CompiledSearch,
    clauseIndex: number,
    terms: readonly string[],
): CompiledSearch {
    const clause = compiled.clauses[clauseIndex];
    const word = clause?.variants[0]?.term;
    if (!clause || word === undefined || terms.length === 0) {
        return compiled;
    }
    const guesses = terms.map((term) => ({ term, weight: CORRECTION_WEIGHT }));
    const corrected = { ...clause, variants: [...clause.variants, ...guesses] };
    return {
        ...compiled,
        clauses: compiled.clauses.map((other, i) => (i === clauseIndex ? corrected : other)),
        corrections: new Map([...compiled.corrections, [word, [...(compiled.corrections.get(word) ?? []), ...terms]]]),
    };
}
