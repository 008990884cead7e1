import type { SeedMessage } from '../format';
import { say, type Said } from './said';
import { DEMO } from './table';

const ROOT = DEMO.messages.longThread;
const ROOM = DEMO.rooms.engineering;
const STARTED = 1330;
const MINUTES_BETWEEN_REPLIES = 11;

const REPLIES: ReadonlyArray<readonly [user: string, text: string]> = [
    ['ana.dev', 'Same here since the weekend, 502 on about one request in two hundred.'],
    ['priya.sre', 'Only behind edge-proxy, or from inside the cluster too?'],
    ['ana.dev', 'Only behind edge-proxy. Inside I cannot make it fail in 10,000 tries.'],
    ['chen.infra', 'Keep-alive mismatch? The proxy holds idle connections for 75 s.'],
    ['ana.dev', 'And the service closes them after 60. That smells right.'],
    ['priya.sre', 'Node 20 default is 5 s for keepAliveTimeout, who set 60?'],
    ['ana.dev', 'src/server/http.ts line 41, commit 9f3c2ab, "raise timeouts". No reason given. Mine, of course.'],
    ['kenji.tanaka', 'The classic. The closing side must be the proxy, never the service.'],
    ['chen.infra', 'So 80 s on the service, 75 s on the proxy.'],
    ['priya.sre', 'headersTimeout must be larger than keepAliveTimeout, or we trade one 502 for another.'],
    ['ana.dev', 'Good catch: 85 s for headers then.'],
    ['diego.ops', 'I can ship that to one pod right now if you give me the env names.'],
    ['ana.dev', 'HTTP_KEEP_ALIVE_MS=80000 and HTTP_HEADERS_MS=85000.'],
    ['diego.ops', 'On checkout-web-7d9f, taking 5 % of the traffic.'],
    ['sofia.data', 'Watching: 0 of 4,100 requests failed on that pod so far.'],
    ['priya.sre', 'Give it half an hour, the failure needs an idle minute to show.'],
    ['sofia.data', '0 of 19,800. The other pods had 97 in the same time.'],
    ['kenji.tanaka', 'That is no coincidence any more.'],
    ['diego.ops', 'Rolling to the rest, one zone at a time.'],
    ['chen.infra', 'Zone a done.'],
    ['chen.infra', 'Zone b done. Zone c waits for the batch window.'],
    ['lucas.front', 'Do lado do navegador sumiram os retries, confirmado.'],
    ['ana.dev', 'Should the shared HTTP helper set this, so that no service gets it wrong again?'],
    ['kenji.tanaka', 'Yes, and refuse a value below the proxy\u2019s.'],
    ['ana.dev', 'Writing it: `createServer({ idleBehindProxy: true })`.'],
    ['priya.sre', 'Also a metric: connections closed by us versus by the peer.'],
    ['ana.dev', 'Added `http_server_closed_total{side="local|peer"}`.'],
    ['chen.infra', 'Zone c done.'],
    ['sofia.data', 'Last 502 was 34 minutes ago.'],
    ['diego.ops', 'Closing the alert.'],
    ['priya.sre', 'Writing it up, link follows: https://wiki.example.com/postmortems/idle-502'],
    ['kenji.tanaka', 'お疲れさまでした。Good hunt, everyone.'],
];

/** The thread of #engineering that is too long for one small page: a root and 32 replies. */
export function longThread(now: Date): SeedMessage[] {
    const replies = REPLIES.map(([user, text], index): Said => [
        STARTED - (index + 1) * MINUTES_BETWEEN_REPLIES,
        user,
        text,
    ]);
    return [
        ...say(now, ROOM, [[STARTED, 'kenji.tanaka', 'Sporadic 502s on checkout-web, anybody else?', { id: ROOT }]]),
        ...say(now, ROOM, replies, ROOT),
    ];
}
