import type { Message } from '../../host/workspace';
import { fieldsOf } from '../analysis/fields';
import { flagsOf } from '../analysis/flags';
import { foldText } from '../analysis/tokenize';
import { compileQuery, flagsAsked, tellingGroups, type CompiledSearch } from './compile';
import { occurrencesOf, readField, type Range, type ReadField } from './occurrences';
import type { Group, ParsedQuery } from './parsed-query';

export interface Match {
    matches: boolean;
    /** Where the words asked for stand in the message's text (in its composed form, NFC), in order. */
    highlights: Range[];
}

/** Where the groups of a question stand in one text of a message. */
export interface FieldHits {
    field: ReadField;
    hits: Array<{ range: Range; group: number }>;
}

/**
 * The last word on a nominated message, read again from the host: words, phrases in their order, negation, fields, and
 * every filter that concerns the message alone. Rooms (`in:`, `is:dm`) are the caller's.
 */
export function matches(parsed: ParsedQuery, message: Message, compiled = compileQuery(parsed)): Match {
    if (!passesFilters(parsed, message, compiled)) {
        return { matches: false, highlights: [] };
    }
    const groups = tellingGroups(parsed);
    const fields = hitsOf(groups, message, compiled);
    const isThere = (group: number) => fields.some(({ hits }) => hits.some((hit) => hit.group === group));
    const found = groups.map((_, i) => isThere(i));
    const isOptional = ({ terms, field }: Group) =>
        compiled.isRelaxed && !field && terms.every(({ kind }) => kind !== 'phrase');
    const holds = groups.every((group, i) => (group.isNegated ? !found[i] : found[i] || isOptional(group)));
    const asked = groups.filter(({ isNegated }) => !isNegated).length;
    const holdsAny = asked === 0 || groups.some(({ isNegated }, i) => !isNegated && found[i]);
    return holds && holdsAny
        ? { matches: true, highlights: highlightsOf(fields.find(({ field }) => field.name === 'text')) }
        : { matches: false, highlights: [] };
}

/** Every text of the message with what of the question stands in it. */
export function hitsOf(groups: Group[], message: Message, compiled: CompiledSearch): FieldHits[] {
    return fieldsOf(message)
        .map(readField)
        .map((field) => ({
            field,
            hits: groups.flatMap((group, i) =>
                group.field && group.field !== field.name
                    ? []
                    : group.terms
                          .flatMap((term) => {
                              const isLoose = term.kind === 'word' && !group.isNegated;
                              const corrections = isLoose ? compiled.corrections : new Map<string, string[]>();
                              return occurrencesOf(term, field, { isLoose, corrections });
                          })
                          .map((range) => ({ range, group: i })),
            ),
        }));
}

/** Hits in order, those that overlap as one. */
export function highlightsOf(found: FieldHits | undefined): Range[] {
    const merged: Range[] = [];
    const ranges = (found?.hits ?? []).map(({ range }) => range).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    for (const [start, end] of ranges) {
        const last = merged.at(-1);
        if (last && start < last[1]) {
            last[1] = Math.max(last[1], end);
        } else {
            merged.push([start, end]);
        }
    }
    return merged;
}

function passesFilters(parsed: ParsedQuery, message: Message, { names }: CompiledSearch): boolean {
    const time = message.createdAt.getTime();
    const flags = flagsOf(message, fieldsOf(message));
    const wanted = flagsAsked(parsed, false);
    const alias = message.alias === undefined ? undefined : foldText(message.alias);
    const isAuthor = names.authorIds
        ? names.authorIds.has(message.author.id)
        : !names.aliases?.length || names.aliases.some((name) => foldText(name) === alias);
    const mentioned = new Set(message.mentions.map(({ id }) => id));
    return (
        isAuthor &&
        !names.excludedAuthorIds?.has(message.author.id) &&
        (flags & wanted) === wanted &&
        (flags & flagsAsked(parsed, true)) === 0 &&
        parsed.times.every(({ from = -Infinity, to = Infinity }) => time >= from && time < to) &&
        parsed.mentions.every(
            ({ isNegated }, i) => (names.mentions?.[i] ?? []).some((id) => mentioned.has(id)) !== isNegated,
        )
    );
}
