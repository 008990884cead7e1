import type { IUserCreationOptions } from '@rocket.chat/apps-engine/definition/users/IUserCreationOptions';
import type { IUser, UserType } from '@rocket.chat/apps-engine/definition/users';
import { UserBridge } from '@rocket.chat/apps-engine/server/bridges/UserBridge';
import type { ServerPort } from '../../ports';
import type { UserDoc } from '../../store/documents';
import { userToAppOrNone, userToDoc } from '../converters/users';

/** People, as apps read them; an app may create and remove only its own bot and app users. */
export class UsersBridge extends UserBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getById(id: string): Promise<IUser> {
        return userToAppOrNone(await this.port.users.getById(id)) as IUser;
    }

    protected async getByUsername(username: string): Promise<IUser> {
        return userToAppOrNone(await this.port.users.getByUsername(username)) as IUser;
    }

    public async getAppUser(appId: string): Promise<IUser | undefined> {
        return userToAppOrNone(await this.port.users.getAppUser(appId));
    }

    public getActiveUserCount(): Promise<number> {
        return this.port.users.activeCount();
    }

    protected getUserUnreadMessageCount(userId: string): Promise<number> {
        return this.port.users.unreadCount(userId);
    }

    protected getUserRoomIds(userId: string): Promise<string[]> {
        return this.port.users.roomIds(userId);
    }

    public async create(data: Partial<IUser>, _appId: string, _options?: IUserCreationOptions): Promise<string> {
        const user = userToDoc(data);
        if (user.type !== 'bot' && user.type !== 'app') {
            throw new Error('Creating normal users is currently not supported');
        }
        if (!user.username || (await this.port.users.getByUsername(user.username))) {
            throw new Error(`The username "${user.username}" is already being used.`);
        }
        return this.port.users.insert({ ...user, username: user.username });
    }

    public async remove(user: IUser): Promise<boolean> {
        await this.port.users.remove(user.id);
        return true;
    }

    protected async update(user: IUser, changes: Partial<IUser>): Promise<boolean> {
        // The fields an app may change (status, status text, bio, custom fields) have the same names on both sides.
        await this.port.users.update(user.id, changes as Partial<UserDoc>);
        return true;
    }

    protected async deleteUsersCreatedByApp(appId: string, type: UserType.APP | UserType.BOT): Promise<boolean> {
        await this.port.users.removeByApp(appId, type);
        return true;
    }

    protected async deactivate(userId: string): Promise<boolean> {
        await this.port.users.update(userId, { active: false });
        return true;
    }
}
