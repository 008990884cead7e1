import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Where to deploy to, and as whom. */
export interface DeployTarget {
    /** Without a slash at the end: with one, rc-apps would upload the wrong kind of package without a word. */
    url: string;
    login: PasswordLogin | TokenLogin;
}

export interface PasswordLogin {
    username: string;
    password: string;
    /** Of an authenticator app, if the account asks for one. */
    code?: string;
}

export interface TokenLogin {
    userId: string;
    token: string;
}

export const USAGE = `npm run deploy -- --url <server> (--username <name> --password <password> [--code <2FA code>]
                               | --user-id <id> --token <personal access token>)

What is not given is read from .rcappsconfig in the project, e.g.
  { "url": "https://chat.example.org", "userId": "…", "token": "…" }`;

/**
 * Reads the command line and, for what it leaves open, `.rcappsconfig` of the project. Throws an error that names what
 * is missing.
 */
export function readDeployOptions(args: string[], root: string): DeployTarget {
    const { values } = parseArgs({
        args,
        options: {
            url: { type: 'string' },
            username: { type: 'string', short: 'u' },
            password: { type: 'string', short: 'p' },
            code: { type: 'string', short: 'c' },
            'user-id': { type: 'string', short: 'i' },
            token: { type: 'string', short: 't' },
        },
    });
    const { 'user-id': userId, ...flags } = values;
    const given = { ...readConfig(root), ...flags, ...(userId !== undefined && { userId }) };
    // A login on the command line wins as a whole: the file may hold one of the other kind.
    const wantsPassword = flags.username !== undefined || flags.password !== undefined;
    const wantsToken = !wantsPassword && (given.token !== undefined || given.userId !== undefined);
    return {
        url: required(given, 'url').replace(/\/+$/, ''),
        login: wantsToken
            ? { userId: required(given, 'userId'), token: required(given, 'token') }
            : {
                  username: required(given, 'username'),
                  password: required(given, 'password'),
                  ...(given.code !== undefined && { code: given.code }),
              },
    };
}

type Given = Partial<Record<'url' | 'username' | 'password' | 'code' | 'userId' | 'token', string>>;

function readConfig(root: string): Given {
    const path = join(root, '.rcappsconfig');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Given) : {};
}

function required(given: Given, name: keyof Given): string {
    const value = given[name];
    if (!value) {
        throw new Error(`The ${name === 'userId' ? 'user-id' : name} is missing.\n\n${USAGE}`);
    }
    return value;
}
