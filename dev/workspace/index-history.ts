import type { Login } from './seeds/load';

interface Health {
    index?: { percent?: number };
}

const STEP_MS = 250;

/**
 * Lets the app's job run without a pause until it has indexed the seeded history, as its `health` says. A server would
 * take its time; whoever tries a demo wants to search at once. `report` hears of progress now and then.
 */
export async function indexHistory(
    baseUrl: string,
    appId: string,
    { userId, authToken }: Login,
    report: (percent: number) => void,
): Promise<void> {
    const headers = { 'X-User-Id': userId, 'X-Auth-Token': authToken, 'content-type': 'application/json' };
    let reported = 0;
    for (;;) {
        const reply = await fetch(`${baseUrl}/api/apps/public/${appId}/health`, { headers });
        // An app without an index has nothing to wait for; the tests of the workspace install such ones.
        const isJson = reply.headers.get('content-type')?.includes('json');
        const health = (isJson ? await reply.json() : {}) as Health;
        const percent = health.index ? (health.index.percent ?? 0) : 100;
        if (percent === 100) return;
        if (percent >= reported + 10) {
            reported = percent;
            report(percent);
        }
        await fetch(`${baseUrl}/_workspace/jobs/run`, {
            method: 'POST',
            headers,
            body: JSON.stringify({ id: 'index' }),
        });
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
}
