import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UserDoc, UserRef } from '../../store/documents';
import { withoutEmpty } from './fields';

/** An app's view of a user: e-mail addresses and roles included, credentials never. */
export function userToApp(user: UserDoc): IUser {
    const language = user.settings?.preferences?.language;
    return {
        id: user._id,
        username: user.username,
        emails: user.emails,
        type: user.type,
        isEnabled: user.active,
        name: user.name,
        roles: user.roles,
        bio: user.bio,
        status: user.status,
        statusText: user.statusText,
        statusConnection: user.statusConnection ?? 'undefined',
        utcOffset: user.utcOffset,
        createdAt: user.createdAt,
        updatedAt: user._updatedAt,
        lastLoginAt: user.lastLogin,
        appId: user.appId,
        customFields: user.customFields,
        settings: { preferences: { ...(language && { language }) } },
    } as IUser;
}

/** `userToApp` for lookups that may find nobody. */
export function userToAppOrNone(user: UserDoc | null | undefined): IUser | undefined {
    return user ? userToApp(user) : undefined;
}

/** The document fields of a user an app describes. */
export function userToDoc(user: Partial<IUser>): Partial<UserDoc> {
    return withoutEmpty({
        _id: user.id,
        username: user.username,
        emails: user.emails,
        type: user.type as UserDoc['type'] | undefined,
        active: user.isEnabled,
        name: user.name,
        roles: user.roles,
        bio: user.bio,
        status: user.status as UserDoc['status'] | undefined,
        statusConnection: user.statusConnection,
        utcOffset: user.utcOffset,
        createdAt: user.createdAt,
        _updatedAt: user.updatedAt,
        lastLogin: user.lastLoginAt,
        appId: user.appId,
    });
}

export function userToRef(user: UserDoc): UserRef {
    return { _id: user._id, username: user.username, name: user.name };
}
