import { EnvironmentalVariableBridge } from '@rocket.chat/apps-engine/server/bridges/EnvironmentalVariableBridge';

const PUBLIC_NAMES = ['NODE_ENV', 'ROOT_URL', 'INSTANCE_IP'];

/** The server process's environment: three public names and what was set for this app; any other name throws. */
export class EnvironmentBridge extends EnvironmentalVariableBridge {
    protected async getValueByName(name: string, appId: string): Promise<string | undefined> {
        await this.assertReadable(name, appId);
        return process.env[name];
    }

    protected async isReadable(name: string, appId: string): Promise<boolean> {
        const ownPrefix = `RC_APPS_${appId.toUpperCase().replace(/-/g, '_')}`;
        return PUBLIC_NAMES.includes(name) || name.startsWith(ownPrefix);
    }

    protected async isSet(name: string, appId: string): Promise<boolean> {
        await this.assertReadable(name, appId);
        return process.env[name] !== undefined;
    }

    private async assertReadable(name: string, appId: string): Promise<void> {
        if (!(await this.isReadable(name, appId))) {
            throw new Error(`The environmental variable "${name}" is not readable.`);
        }
    }
}
