import type { Workspace } from './workspace';

const SHOWN_USERS = 8;

/** What a person reads when the workspace is up. */
export function welcome({ mcpUrls, users }: Workspace): string {
    const [url] = mcpUrls;
    const [first] = users;
    const shown = users.slice(0, SHOWN_USERS);
    const admin = users.find(({ username }) => username === 'admin');
    if (admin && !shown.includes(admin)) shown.push(admin);
    const hidden = users.length - shown.length;
    return [
        '',
        'MCP endpoint',
        ...mcpUrls.map((mcpUrl) => `  ${mcpUrl}`),
        '',
        'Log in as (name / password, then the headers a client sends)',
        ...shown.flatMap(({ username, password, userId, authToken }) => [
            `  ${username} / ${password}`,
            `    X-User-Id: ${userId}`,
            `    X-Auth-Token: ${authToken}`,
        ]),
        ...(hidden > 0 ? [`  … and ${hidden} more, on the READY line`] : []),
        '',
        `Connect Claude Code as ${first!.username}`,
        `  claude mcp add --transport http mcp-attention ${url} \\`,
        `    --header "X-User-Id: ${first!.userId}" --header "X-Auth-Token: ${first!.authToken}"`,
        '',
        'Then ask',
        '  What needs my attention?',
        '  Where did we talk about the release, and what was decided?',
        '  Which questions to me are still unanswered?',
        '',
    ].join('\n');
}

/** What a program waits for: one line, the last of the start-up. */
export function readyLine({ baseUrls, mcpUrls, appId, users }: Workspace): string {
    return `READY ${JSON.stringify({ baseUrls, mcpUrls, appId, users })}`;
}
