import type { RoleDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import type { World } from './world';

/** The roles a new workspace has. Those of scope `Subscriptions` are held in one room. */
export const ROLES: RoleDoc[] = [
    role('admin', 'Users', 'Admin'),
    role('user', 'Users', ''),
    role('bot', 'Users', ''),
    role('app', 'Users', ''),
    role('guest', 'Users', ''),
    role('anonymous', 'Users', ''),
    role('owner', 'Subscriptions', 'Owner'),
    role('moderator', 'Subscriptions', 'Moderator'),
    role('leader', 'Subscriptions', 'Leader'),
];

function role(name: string, scope: RoleDoc['scope'], description: string): RoleDoc {
    return { _id: name, name, scope, description, protected: true, mandatory2fa: false };
}

/** Which roles hold a permission by default. Only the permissions this workspace asks for. */
const HOLDERS = {
    'add-user-to-any-c-room': ['admin'],
    'add-user-to-any-p-room': [],
    'add-user-to-joined-room': ['admin', 'owner', 'moderator'],
    'api-bypass-rate-limit': ['admin', 'bot', 'app'],
    'clean-channel-history': ['admin'],
    'create-c': ['admin', 'user', 'bot', 'app'],
    'create-d': ['admin', 'user', 'bot', 'app'],
    'create-p': ['admin', 'user', 'bot', 'app'],
    'create-personal-access-tokens': ['admin', 'user'],
    'create-user': ['admin'],
    'delete-c': ['admin', 'owner'],
    'delete-d': ['admin'],
    'delete-message': ['admin', 'owner', 'moderator'],
    'delete-own-message': ['admin', 'user'],
    'delete-p': ['admin', 'owner'],
    'delete-user': ['admin'],
    'edit-message': ['admin', 'owner', 'moderator'],
    'edit-other-user-active-status': ['admin'],
    'edit-privileged-setting': ['admin'],
    'force-delete-message': ['admin', 'owner'],
    'leave-c': ['admin', 'user', 'bot', 'anonymous', 'app'],
    'leave-p': ['admin', 'user', 'bot', 'anonymous', 'app'],
    'manage-apps': ['admin'],
    'mention-all': ['admin', 'owner', 'moderator', 'user'],
    'mention-here': ['admin', 'owner', 'moderator', 'user'],
    'message-impersonate': ['bot', 'app'],
    'post-readonly': ['admin', 'owner', 'moderator'],
    'remove-user': ['admin', 'owner', 'moderator'],
    'start-discussion': ['admin', 'user', 'guest', 'app'],
    'view-c-room': ['admin', 'user', 'bot', 'app', 'anonymous'],
    'view-full-other-user-info': ['admin'],
    'view-room-administration': ['admin'],
} as const satisfies Record<string, readonly string[]>;

export type Permission = keyof typeof HOLDERS;

/** Whether one of the user's roles (with `rid`, those held in that room too) holds the permission. */
export function hasPermission(world: World, user: UserDoc, permission: Permission, rid?: string): boolean {
    const holders: readonly string[] = HOLDERS[permission];
    const inRoom = rid ? (world.store.subscriptions.of(rid, user._id)?.roles ?? []) : [];
    return [...user.roles, ...inRoom].some((held) => holders.includes(held));
}

/** Throws `error-not-allowed` unless the user holds the permission. */
export function requirePermission(world: World, user: UserDoc, permission: Permission, rid?: string): void {
    if (!hasPermission(world, user, permission, rid)) throw new Refusal('error-not-allowed', 'Not allowed');
}
