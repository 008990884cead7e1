import type { ClientDelivery } from '../ports';
import type { SubscriptionCollection } from '../store/lookups';

export type Delivered = ClientDelivery & { at: Date };

const KEPT_PER_USER = 500;

/** What the clients of each user were shown. Nothing here outlives the process, as nothing of it is stored for real. */
export class Inbox {
    private readonly deliveries = new Map<string, Delivered[]>();

    constructor(
        private readonly subscriptions: SubscriptionCollection,
        private readonly now: () => Date,
    ) {}

    deliver(userId: string, delivery: ClientDelivery): void {
        const list = this.deliveries.get(userId) ?? [];
        list.push({ ...delivery, at: this.now() });
        if (list.length > KEPT_PER_USER) list.shift();
        this.deliveries.set(userId, list);
    }

    /** To everyone subscribed to the room. */
    deliverToRoom(rid: string, delivery: ClientDelivery): void {
        for (const { u } of this.subscriptions.inRoom(rid)) this.deliver(u._id, delivery);
    }

    /** Oldest first. */
    of(userId: string): Delivered[] {
        return this.deliveries.get(userId) ?? [];
    }
}
