import { randomBytes } from 'crypto';
import type { Call } from '../access/call';
import type { ConnectionToken } from '../access/connection-tokens';
import type { TypedCommand } from '../host/slash-command';
import { textsFor, type Texts } from './texts';

const MAX_NAME = 40;
const MAX_TOKENS = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

type Work = (input: Input, call: Call, texts: Texts) => Promise<string>;

/** The command with where its tokens are good for: path of the MCP endpoint below the site. */
type Input = TypedCommand & { endpointPath: string };

const subcommands: Record<string, Work> = {
    token: makeToken,
    connections: listTokens,
    revoke: revokeToken,
    index: showIndex,
};

/**
 * The `/mcp` command: a person's connections. Returns what to show, for that person's eyes only. Never rejects: a fault
 * is logged and the person gets its number.
 */
export async function runMcpCommand(typed: TypedCommand, endpointPath: string, call: Call): Promise<string> {
    const texts = textsFor(typed.person.language);
    try {
        return await dispatch({ ...typed, endpointPath }, call, texts);
    } catch (error) {
        const requestId = randomBytes(6).toString('hex');
        call.logFault(requestId, error);
        return texts.failed(requestId);
    }
}

async function dispatch(input: Input, call: Call, texts: Texts): Promise<string> {
    if (!input.person.isActive || input.person.kind === 'app') {
        return texts.notForYou();
    }
    const [name = 'help', ...args] = input.args;
    if (name.toLowerCase() === 'help') {
        return texts.help();
    }
    const work = Object.entries(subcommands).find(([known]) => known === name.toLowerCase())?.[1];
    return work ? work({ ...input, args }, call, texts) : texts.unknownSubcommand(shortened(name));
}

async function makeToken({ person, args, endpointPath }: Input, call: Call, texts: Texts): Promise<string> {
    const canWrite = args.length > 1 && args.at(-1)!.toLowerCase() === 'write';
    const name = nameIn(canWrite ? args.slice(0, -1) : args);
    if (name === '') {
        return texts.tokenUsage();
    }
    if (name.length > MAX_NAME || /[`\p{C}]/u.test(name)) {
        return texts.tokenNameInvalid(MAX_NAME);
    }
    const tokens = await call.tokens.listOf(person.id);
    if (named(tokens, name)) {
        return texts.tokenNameTaken(name);
    }
    if (tokens.length >= MAX_TOKENS) {
        return texts.tooManyTokens(MAX_TOKENS);
    }
    const settings = await call.settings();
    const url = (await call.workspace.siteUrl()) + endpointPath;
    const scope = canWrite ? 'write' : 'read';
    const { token, secret } = await call.tokens.mint(person.id, name, scope, settings.tokenDays * DAY_MS);
    const made = texts.tokenMade(name, canWrite, day(token.expiresAt), secret, url);
    return canWrite && settings.writeMode === 'off' ? `${made}\n${texts.writesAreOff()}` : made;
}

async function listTokens({ person }: Input, call: Call, texts: Texts): Promise<string> {
    const tokens = await call.tokens.listOf(person.id);
    const lines = tokens.map(({ name, scope, createdAt, expiresAt }) =>
        texts.tokenLine(name, scope === 'write', day(createdAt), day(expiresAt)),
    );
    return lines.length > 0 ? texts.tokenList(lines) : texts.noTokens();
}

async function revokeToken({ person, args }: Input, call: Call, texts: Texts): Promise<string> {
    const name = nameIn(args);
    if (name === '') {
        return texts.revokeUsage();
    }
    const token = named(await call.tokens.listOf(person.id), name);
    if (!token) {
        return texts.noSuchToken(shortened(name));
    }
    await call.tokens.revoke(token);
    return texts.revoked(token.name);
}

async function showIndex(_input: Input, call: Call, texts: Texts): Promise<string> {
    const { percent, roomsDone = 0, rooms = 0, messages, encryptedRooms } = await call.search.health(call.records);
    return percent === undefined
        ? texts.indexWaiting()
        : texts.indexState(percent, roomsDone, rooms, messages, encryptedRooms);
}

const nameIn = (args: string[]) => args.join(' ').trim();

const named = (tokens: ConnectionToken[], name: string) =>
    tokens.find((token) => token.name.toLowerCase() === name.toLowerCase());

/** What was typed, safe to show back: short, one line, no code marks. */
const shortened = (typed: string) => typed.replace(/[`\p{C}]/gu, '').slice(0, MAX_NAME);

const day = (time: number) => new Date(time).toISOString().slice(0, 10);
