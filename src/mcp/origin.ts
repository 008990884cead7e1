/**
 * Which web pages may call the endpoint. A browser names the page's origin; anything that names one which is neither the
 * workspace's own nor on the admin's list is refused, so that no page a person happens to visit can use their network
 * position. Programs send no origin and are not concerned.
 */
export function isOriginAllowed(origin: string | undefined, site: string, allowed: string[]): boolean {
    return origin === undefined || [site, ...allowed].map(originOf).includes(originOf(origin));
}

/** What a browser may know before it calls (a preflight), or an empty set for an origin that may not. */
export function corsHeaders(origin: string | undefined, isAllowed: boolean): Record<string, string> {
    if (origin === undefined || !isAllowed) {
        return {};
    }
    return {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers':
            'authorization, content-type, accept, x-user-id, x-auth-token, mcp-protocol-version, mcp-method, mcp-name',
        'access-control-expose-headers': 'www-authenticate',
        'access-control-max-age': '600',
        vary: 'origin',
    };
}

function originOf(address: string): string {
    try {
        const { origin } = new URL(address);
        return origin === 'null' ? `not an origin: ${address}` : origin;
    } catch {
        return `not an origin: ${address}`;
    }
}
