import { readDeployOptions } from '../../dev/build/deploy-options';
import { aProject } from './a-project';

const withConfig = (config: object): string => aProject({ files: { '.rcappsconfig': JSON.stringify(config) } });

describe('readDeployOptions', () => {
    it('reads a login with password and second factor', () => {
        const args = ['--url', 'https://chat.example.org', '-u', 'ana', '-p', 'secret', '--code', '123456'];
        expect(readDeployOptions(args, aProject())).toEqual({
            url: 'https://chat.example.org',
            login: { username: 'ana', password: 'secret', code: '123456' },
        });
    });

    it('takes the slashes off the end of the address', () => {
        const args = ['--url', 'https://example.org/chat//', '--user-id', 'u1', '--token', 't1'];
        expect(readDeployOptions(args, aProject())).toEqual({
            url: 'https://example.org/chat',
            login: { userId: 'u1', token: 't1' },
        });
    });

    it('reads what is not given from .rcappsconfig', () => {
        const root = withConfig({ url: 'https://chat.example.org', userId: 'u1', token: 't1' });
        expect(readDeployOptions([], root).login).toEqual({ userId: 'u1', token: 't1' });
        expect(readDeployOptions(['--token', 't2'], root).login).toEqual({ userId: 'u1', token: 't2' });
    });

    it('prefers a password on the command line to a token in the file', () => {
        const root = withConfig({ url: 'https://chat.example.org', userId: 'u1', token: 't1' });
        const { login } = readDeployOptions(['-u', 'ana', '-p', 'secret'], root);
        expect(login).toEqual({ username: 'ana', password: 'secret' });
    });

    it.each([
        ['url', ['-u', 'ana', '-p', 'secret']],
        ['password', ['--url', 'https://chat.example.org', '-u', 'ana']],
        ['username', ['--url', 'https://chat.example.org']],
        ['user-id', ['--url', 'https://chat.example.org', '--token', 't1']],
    ])('says that the %s is missing', (name, args) => {
        expect(() => readDeployOptions(args, aProject())).toThrow(`The ${name} is missing.`);
    });

    it('refuses an option it does not know', () => {
        expect(() => readDeployOptions(['--verbos'], aProject())).toThrow(/--verbos/);
    });
});
