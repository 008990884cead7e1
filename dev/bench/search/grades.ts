/** The answers of a question that people judged: id -> how good, 0 for not at all. */
export type Grades = Record<string, number>;

const gain = (grade: number, place: number) => grade / Math.log2(place + 2);

/** Normalised discounted cumulative gain: 1 when the best answers come first, in the order of their grades. */
export function ndcgAt(depth: number, found: readonly string[], grades: Grades): number {
    const reached = found.slice(0, depth).map((id, i) => gain(grades[id] ?? 0, i));
    const ideal = Object.values(grades)
        .sort((a, b) => b - a)
        .slice(0, depth)
        .map(gain);
    return total(ideal) === 0 ? 0 : total(reached) / total(ideal);
}

/** The share of all right answers that are among the first. */
export function recallAt(depth: number, found: readonly string[], grades: Grades): number {
    const right = Object.keys(grades).filter((id) => grades[id]! > 0);
    const first = new Set(found.slice(0, depth));
    return right.length === 0 ? 0 : right.filter((id) => first.has(id)).length / right.length;
}

export const meanOf = (numbers: readonly number[]) => total(numbers) / Math.max(1, numbers.length);

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
