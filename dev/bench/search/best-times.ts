import type { Question } from './questions';

/** Milliseconds of each question, by its kind. */
export type Times = Record<string, number[]>;

/**
 * Asks all questions in some rounds; of each question the shortest time counts, as other programs get in the way.
 * Questions that `ask` says `false` to are left out.
 */
export async function bestTimes(
    questions: readonly Question[],
    rounds: number,
    ask: (question: Question) => Promise<unknown>,
): Promise<Times> {
    const best = questions.map(() => Infinity);
    for (let round = 0; round < rounds; round += 1) {
        for (const [i, question] of questions.entries()) {
            const start = performance.now();
            if ((await ask(question)) !== false) {
                best[i] = Math.min(best[i]!, performance.now() - start);
            }
        }
    }
    const times: Times = {};
    questions.forEach(({ kind }, i) => {
        if (best[i] !== Infinity) {
            (times[kind] ??= []).push(best[i]!);
        }
    });
    return times;
}
