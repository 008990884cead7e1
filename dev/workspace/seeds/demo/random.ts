/** Letters and digits of Rocket.Chat's ids: those that are hard to mistake for one another. */
const ID_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** A small seeded generator (mulberry32): the same seed gives the same company on every machine. */
export class Random {
    constructor(private state: number) {}

    /** A number from 0 up to, but not including, 1. */
    next(): number {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    }

    /** A whole number between `low` and `high`, both included. */
    integer(low: number, high: number): number {
        return low + Math.floor(this.next() * (high - low + 1));
    }

    chance(probability: number): boolean {
        return this.next() < probability;
    }

    /** One element of a list. Throws on an empty one. */
    pick<T>(list: readonly T[]): T {
        if (list.length === 0) {
            throw new Error('Cannot pick from an empty list');
        }
        return list[Math.floor(this.next() * list.length)] as T;
    }

    /** A new list with the same elements in another order. */
    shuffle<T>(list: readonly T[]): T[] {
        const rest = [...list];
        return list.map(() => rest.splice(this.integer(0, rest.length - 1), 1)[0] as T);
    }

    /** An id of 17 characters, as Rocket.Chat makes them. */
    id(): string {
        return Array.from({ length: 17 }, () => ID_ALPHABET[this.integer(0, ID_ALPHABET.length - 1)]).join('');
    }
}
