/**
 * Remembers what was computed for the keys in recent use, and forgets the others: of two generations the older is
 * dropped whenever the younger is full.
 */
export class Recent<T> {
    private young = new Map<string, T>();
    private old = new Map<string, T>();

    constructor(
        private readonly compute: (key: string) => T,
        private readonly size: number,
        private readonly longestKey: number,
    ) {}

    get(key: string): T {
        const known = this.young.get(key);
        if (known !== undefined) {
            return known;
        }
        const value = this.old.get(key) ?? this.compute(key);
        if (key.length <= this.longestKey) {
            if (this.young.size >= this.size) {
                this.old = this.young;
                this.young = new Map();
            }
            this.young.set(key, value);
        }
        return value;
    }
}
