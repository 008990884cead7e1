import type { IRole } from '@rocket.chat/apps-engine/definition/roles';
import { RoleBridge } from '@rocket.chat/apps-engine/server/bridges/RoleBridge';
import type { ServerPort } from '../../ports';
import type { RoleDoc } from '../../store/documents';
import { convertFields } from '../converters/fields';

export class RolesBridge extends RoleBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getOneByIdOrName(idOrName: string): Promise<IRole | null> {
        const role = await this.port.roles.getByIdOrName(idOrName);
        return role && toApp(role);
    }

    protected async getCustomRoles(): Promise<IRole[]> {
        return Promise.all((await this.port.roles.custom()).map(toApp));
    }
}

async function toApp(role: RoleDoc): Promise<IRole> {
    return (await convertFields(role, {
        id: '_id',
        name: 'name',
        description: 'description',
        mandatory2fa: 'mandatory2fa',
        protected: 'protected',
        scope: 'scope',
    })) as unknown as IRole;
}
