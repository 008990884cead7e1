/** Lower case, without accents: `Função` and `funcao` are the same to a reader. */
export function fold(text: string): string {
    return text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase();
}

/** 0 (nothing in common) to 1 (equal): the share of letter pairs two words have in common (Dice's coefficient). */
export function similarity(a: string, b: string): number {
    if (a === b) {
        return 1;
    }
    const pairs = (word: string) =>
        Array.from({ length: Math.max(word.length - 1, 0) }, (_, i) => word.slice(i, i + 2));
    const left = pairs(a);
    const right = pairs(b);
    const counts = new Map<string, number>();
    right.forEach((pair) => counts.set(pair, (counts.get(pair) ?? 0) + 1));
    const common = left.filter((pair) => {
        const count = counts.get(pair) ?? 0;
        counts.set(pair, count - 1);
        return count > 0;
    });
    return left.length + right.length === 0 ? 0 : (2 * common.length) / (left.length + right.length);
}
