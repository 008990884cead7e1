import type { UserDoc } from '../store/documents';

/** What a user gets to see of their own account, and admins of any: everything but secrets. */
export function fullUser(user: UserDoc): object {
    const { services: _services, ...shown } = user;
    return shown;
}

/** What everybody gets to see of a user. */
export function publicUser(user: UserDoc): object {
    const { _id, username, name, type, active, roles, status, statusText, utcOffset, bio } = user;
    return { _id, username, name, type, active, roles, status, statusText, utcOffset, bio };
}
