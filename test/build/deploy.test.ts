import { connect } from '../../dev/build/connection';
import { confirmRunning, hintFor } from '../../dev/build/deploy';
import type { DeployTarget } from '../../dev/build/deploy-options';
import { aProject } from './a-project';
import { aServer, PASSWORD, type FakeServer } from './a-server';

describe('connect', () => {
    let server: FakeServer;
    afterEach(() => server.close());

    it('exchanges a password and a second factor for a session', async () => {
        server = await aServer({});
        const login = { username: 'careful', password: PASSWORD, code: '123456' };
        expect(await connect({ url: server.url, login })).toMatchObject({ userId: 'u1', token: 't1' });
    });

    it.each<[string, DeployTarget['login'], RegExp]>([
        ['the password is wrong', { username: 'ana', password: 'wrong' }, /refused the login: Unauthorized/],
        ['a second factor is missing', { username: 'careful', password: PASSWORD }, /--code/],
    ])('rejects with a hint when %s', async (_case, login, message) => {
        server = await aServer({});
        await expect(connect({ url: server.url, login })).rejects.toThrow(message);
    });

    it('rejects an address behind which there is no Rocket.Chat', async () => {
        server = await aServer({ info: { name: 'something else' } });
        const login = { userId: 'u1', token: 't1' };
        await expect(connect({ url: server.url, login })).rejects.toThrow(/There is no Rocket\.Chat at/);
    });

    it('rejects an address that nobody answers, with the cause', async () => {
        server = await aServer({});
        await expect(connect({ url: 'http://127.0.0.1:1', login: { userId: 'u1', token: 't1' } })).rejects.toThrow(
            /There is no Rocket\.Chat at http:\/\/127\.0\.0\.1:1: ./,
        );
    });
});

describe('confirmRunning', () => {
    const confirm = (app?: { version: string; status: string }) =>
        confirmRunning({ findApp: () => Promise.resolve(app) }, aProject());

    it.each(['manually_enabled', 'auto_enabled'])('is content with an app that is %s', async (status) => {
        await expect(confirm({ version: '1.0.0', status })).resolves.toBeUndefined();
    });

    it.each([
        ['no app', undefined, /has nothing of Test/],
        [
            'an older version',
            { version: '0.9.0', status: 'manually_enabled' },
            /has version 0\.9\.0 of Test, not 1\.0\.0/,
        ],
        ['an app without a licence', { version: '1.0.0', status: 'invalid_license_disabled' }, /disabled .*licence/],
        ['an app that was switched off', { version: '1.0.0', status: 'manually_disabled' }, /Enable it/],
    ])('objects to %s', async (_case, app, message) => {
        await expect(confirm(app)).rejects.toThrow(message);
    });
});

describe('hintFor', () => {
    it.each([
        ['Error: Deployment error: private_app_install_disabled', /licence/],
        ['Error: Deployment error: Cannot_Update_Exempt_App', /licence/],
        ['Error: Deployment error: undefined', /gave no reason/],
        ['Error: Deployment error: app_file_error', /Maximum File Upload Size/],
        ['Error: something new', /^$/],
    ])('explains "%s"', (output, hint) => {
        expect(hintFor(output)).toMatch(hint);
    });
});
