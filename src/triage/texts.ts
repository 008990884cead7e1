/**
 * What people read in chat, in their language. (The files in `i18n/` are for what the client shows by itself: names of
 * settings and commands. The host does not give those to app code.)
 */

export interface Texts {
    help(): string;
    unknownSubcommand(name: string): string;
    tokenUsage(): string;
    tokenNameInvalid(max: number): string;
    tokenNameTaken(name: string): string;
    tooManyTokens(max: number): string;
    tokenMade(name: string, canWrite: boolean, until: string, secret: string, url: string): string;
    writesAreOff(): string;
    noTokens(): string;
    tokenList(lines: string[]): string;
    tokenLine(name: string, canWrite: boolean, created: string, until: string): string;
    revokeUsage(): string;
    noSuchToken(name: string): string;
    revoked(name: string): string;
    indexWaiting(): string;
    indexState(percent: number, roomsDone: number, rooms: number, messages: number, encrypted: number): string;
    notForYou(): string;
    failed(requestId: string): string;
}

const code = (text: string) => `\`${text}\``;

const snippet = (url: string, secret: string) =>
    `\`\`\`\nclaude mcp add --transport http rocketchat ${url} --header "Authorization: Bearer ${secret}"\n\`\`\``;

const english: Texts = {
    help: () =>
        [
            '*MCP Attention*: lets your agents read Rocket.Chat as you.',
            '`/mcp token <name>` makes a token that reads; `/mcp token <name> write` one that may also write.',
            '`/mcp connections` lists your tokens; `/mcp revoke <name>` ends one at once.',
            '`/mcp index` says how much of the history can be searched.',
        ].join('\n'),
    unknownSubcommand: (name) => `There is no ${code(`/mcp ${name}`)}. Try \`/mcp help\`.`,
    tokenUsage: () => 'Give the token a name, such as `/mcp token laptop` or `/mcp token laptop write`.',
    tokenNameInvalid: (max) => `A name has 1 to ${max} characters, on one line, without backticks.`,
    tokenNameTaken: (name) => `You already have a token called ${code(name)}. Revoke it first, or choose another name.`,
    tooManyTokens: (max) => `You have ${max} tokens, which is the most. Revoke one you no longer use.`,
    tokenMade: (name, canWrite, until, secret, url) =>
        [
            `Token ${code(name)} (${canWrite ? 'reads and writes' : 'reads'}, until ${until}). It is shown only now:`,
            code(secret),
            `Address: ${url}`,
            snippet(url, secret),
        ].join('\n'),
    writesAreOff: () => 'Writing by agents is switched off in this workspace for now; an admin can allow it.',
    noTokens: () => 'You have no tokens. `/mcp token <name>` makes one.',
    tokenList: (lines) => ['Your tokens:', ...lines].join('\n'),
    tokenLine: (name, canWrite, created, until) =>
        `• ${code(name)}: ${canWrite ? 'reads and writes' : 'reads'}, made ${created}, until ${until}`,
    revokeUsage: () => 'Say which one: `/mcp revoke <name>`. `/mcp connections` lists them.',
    noSuchToken: (name) => `You have no token called ${code(name)}. \`/mcp connections\` lists yours.`,
    revoked: (name) => `Token ${code(name)} is dead from now on.`,
    indexWaiting: () => 'The search index has not started yet; it does within a minute of the app being enabled.',
    indexState: (percent, roomsDone, rooms, messages, encrypted) =>
        `Search index: ${percent} % of the history, ${roomsDone} of ${rooms} rooms complete, ${messages} messages. ` +
        `End-to-end encrypted rooms, which cannot be searched: ${encrypted}.`,
    notForYou: () => 'Only people with an active account can use this.',
    failed: (requestId) => `That did not work. Try again; if it stays so, give an admin this number: ${requestId}`,
};

const portuguese: Texts = {
    help: () =>
        [
            '*MCP Attention*: seus agentes leem o Rocket.Chat como você.',
            '`/mcp token <nome>` cria um token de leitura; `/mcp token <nome> write`, um que também escreve.',
            '`/mcp connections` lista seus tokens; `/mcp revoke <nome>` encerra um na hora.',
            '`/mcp index` diz quanto do histórico já pode ser buscado.',
        ].join('\n'),
    unknownSubcommand: (name) => `Não existe ${code(`/mcp ${name}`)}. Tente \`/mcp help\`.`,
    tokenUsage: () => 'Dê um nome ao token, como em `/mcp token notebook` ou `/mcp token notebook write`.',
    tokenNameInvalid: (max) => `Um nome tem de 1 a ${max} caracteres, em uma linha, sem crases.`,
    tokenNameTaken: (name) => `Você já tem um token chamado ${code(name)}. Revogue-o antes ou escolha outro nome.`,
    tooManyTokens: (max) => `Você tem ${max} tokens, o máximo. Revogue um que não usa mais.`,
    tokenMade: (name, canWrite, until, secret, url) =>
        [
            `Token ${code(name)} (${canWrite ? 'lê e escreve' : 'lê'}, até ${until}). Ele só aparece agora:`,
            code(secret),
            `Endereço: ${url}`,
            snippet(url, secret),
        ].join('\n'),
    writesAreOff: () => 'Por enquanto a escrita por agentes está desligada neste workspace; um admin pode permiti-la.',
    noTokens: () => 'Você não tem tokens. `/mcp token <nome>` cria um.',
    tokenList: (lines) => ['Seus tokens:', ...lines].join('\n'),
    tokenLine: (name, canWrite, created, until) =>
        `• ${code(name)}: ${canWrite ? 'lê e escreve' : 'lê'}, criado em ${created}, até ${until}`,
    revokeUsage: () => 'Diga qual: `/mcp revoke <nome>`. `/mcp connections` lista os seus.',
    noSuchToken: (name) => `Você não tem um token chamado ${code(name)}. \`/mcp connections\` lista os seus.`,
    revoked: (name) => `O token ${code(name)} não vale mais.`,
    indexWaiting: () => 'O índice de busca ainda não começou; ele começa até um minuto depois de o app ser habilitado.',
    indexState: (percent, roomsDone, rooms, messages, encrypted) =>
        `Índice de busca: ${percent} % do histórico, ${roomsDone} de ${rooms} salas completas, ${messages} mensagens. ` +
        `Salas com criptografia de ponta a ponta, que não podem ser buscadas: ${encrypted}.`,
    notForYou: () => 'Só pessoas com uma conta ativa podem usar isto.',
    failed: (requestId) => `Não deu certo. Tente de novo; se continuar, passe este número a um admin: ${requestId}`,
};

/** The texts for a person's language preference; English for any other. */
export const textsFor = (language: string | undefined): Texts => (/^pt\b/i.test(language ?? '') ? portuguese : english);
