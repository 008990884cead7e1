import { Collection } from './collection';
import type { RoomDoc, SubscriptionDoc, UserDoc } from './documents';

/** Users, also by name. */
export class UserCollection extends Collection<UserDoc> {
    private readonly ids = new Map<string, string>();

    byUsername(username: string): UserDoc | undefined {
        const id = this.ids.get(username);
        return id === undefined ? undefined : this.get(id);
    }

    protected override placed(user: UserDoc, previous: UserDoc | undefined): void {
        if (previous && previous.username !== user.username) this.ids.delete(previous.username);
        this.ids.set(user.username, user._id);
    }

    protected override taken(user: UserDoc): void {
        this.ids.delete(user.username);
    }
}

/** Rooms, also by name. Direct messages have none. */
export class RoomCollection extends Collection<RoomDoc> {
    private readonly ids = new Map<string, string>();

    byName(name: string): RoomDoc | undefined {
        const id = this.ids.get(name);
        return id === undefined ? undefined : this.get(id);
    }

    protected override placed(room: RoomDoc, previous: RoomDoc | undefined): void {
        if (previous?.name && previous.name !== room.name) this.ids.delete(previous.name);
        if (room.name) this.ids.set(room.name, room._id);
    }

    protected override taken(room: RoomDoc): void {
        if (room.name) this.ids.delete(room.name);
    }
}

/** Subscriptions, by room and by user. */
export class SubscriptionCollection extends Collection<SubscriptionDoc> {
    private readonly rooms = new Map<string, Map<string, SubscriptionDoc>>();
    private readonly users = new Map<string, Map<string, SubscriptionDoc>>();

    of(rid: string, userId: string): SubscriptionDoc | undefined {
        return this.rooms.get(rid)?.get(userId);
    }

    inRoom(rid: string): SubscriptionDoc[] {
        return [...(this.rooms.get(rid)?.values() ?? [])];
    }

    ofUser(userId: string): SubscriptionDoc[] {
        return [...(this.users.get(userId)?.values() ?? [])];
    }

    protected override placed(subscription: SubscriptionDoc): void {
        const { rid, u } = subscription;
        if (!this.rooms.has(rid)) this.rooms.set(rid, new Map());
        if (!this.users.has(u._id)) this.users.set(u._id, new Map());
        this.rooms.get(rid)!.set(u._id, subscription);
        this.users.get(u._id)!.set(rid, subscription);
    }

    protected override taken({ rid, u }: SubscriptionDoc): void {
        this.rooms.get(rid)?.delete(u._id);
        this.users.get(u._id)?.delete(rid);
    }
}
