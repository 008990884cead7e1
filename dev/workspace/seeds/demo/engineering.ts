import type { SeedMessage } from '../format';
import { longThread } from './engineering-long-thread';
import { say, minutesBefore, type Said } from './said';
import { DEMO } from './table';

const { messages: id, rooms } = DEMO;

/** When jean last looked at the room, in minutes before the seeding. */
export const ENGINEERING_READ = 600;

const CHAT: readonly Said[] = [
    [1390, 'kenji.tanaka', 'Morning from Tokyo. The nightly suite took 41 minutes, nine more than yesterday.'],
    [1386, 'ana.dev', 'That is the new contract tests. I left them unsharded on purpose, wanted a baseline first.'],
    [1381, 'kenji.tanaka', 'Then please shard them before Friday, the mobile builds queue behind them.'],
    [1210, 'lucas.front', 'Alguém sabe por que o storybook não sobe no Node 22? Aqui morre em `resolveConfig`.'],
    [1207, 'sofia.data', 'Apaga o `.cache` dentro de node_modules, comigo foi isso.'],
    [1203, 'lucas.front', 'Era. Obrigado! Vou pôr no README antes que eu esqueça.'],
    [1120, 'diego.ops', 'Heads-up: pipeline red, deploy later. The registry mirror is refusing blobs over 1 GB.'],
    [1112, 'priya.sre', 'Mirror disk is at 97 %. Pruning layers older than 60 days.'],
    [1095, 'diego.ops', 'Green again, thanks. Queue drains in about ten minutes.'],
    [1020, 'marina.lead', 'Reminder: design doc template has a "what we will not do" section. Empty is not an answer.'],
    [980, 'chen.infra', 'Postgres minor upgrade on the replica is done, replication lag back under 200 ms.'],
    [975, 'ana.dev', 'Nice. Did autovacuum behave on `ledger_entries`?'],
    [971, 'chen.infra', 'It did once I set autovacuum_vacuum_scale_factor to 0.02 for that table only.'],
    [760, 'jean', 'Merged the retry budget change. Callers see `RetryBudgetExceeded` instead of hanging for 90 s.'],
    [
        540,
        'kenji.tanaka',
        'Reading the retry budget change: should `maxAttempts` count the first call? Docs say no, code says yes.',
    ],
    [536, 'ana.dev', 'Code wins, docs lose. I will fix the docs.'],
    [
        470,
        'yuki.mobile',
        'The Android client now sends `X-Request-Id`, so you can follow one tap through all five services.',
    ],
    [466, 'sofia.data', 'Finally! Amanhã eu ligo isso no painel de latência.'],
    [365, 'lucas.front', 'Quick poll: do we drop Safari 15? It is 0.4 % of sessions and 30 % of my polyfills.'],
    [361, 'mei.design', 'Please drop it. `:has()` would remove half of my workarounds.'],
    [356, 'marina.lead', 'Drop it in the next minor, announce it two weeks before.'],
    [255, 'priya.sre', 'Staging will restart twice this afternoon, I am testing the new drain hook.'],
    [180, 'diego.ops', 'Who owns tools/backfill/replay_events.py? It holds 14 GB on the batch host.'],
    [176, 'ana.dev', 'Mine. Kill it, it resumes from the checkpoint in /var/lib/replay/offset.json.'],
    [95, 'chen.infra', 'Index on (tenant_id, created_at) is live. The export query went from 8.1 s to 35 ms.'],
    [92, 'sofia.data', 'Que diferença! O relatório de sexta agradece.'],
    [60, 'kenji.tanaka', 'Contract tests are sharded now: 41 min -> 17 min. PR #4127.'],
    [57, 'ana.dev', 'Owe you a ramen. Approving #4127.'],
];

const MENTION_THREAD: readonly Said[] = [
    [345, 'priya.sre', 'For it: we stop losing logins when a gateway pod restarts.'],
    [340, 'chen.infra', 'Against it: one more thing that has to be up. What is the write rate?'],
    [334, 'ana.dev', 'About 900 writes a second at peak, 40 MB working set. Boring numbers.'],
    [
        318,
        'ana.dev',
        '@jean you wrote the original session code: is anything relying on sticky sessions besides the upload path?',
        { id: id.mentionInThread },
    ],
    [305, 'priya.sre', 'The websocket fan-out did, but that was rewritten in March.'],
    [290, 'chen.infra', 'If only uploads are left I am fine with it, uploads can carry their own token.'],
];

const PLAIN_THREAD: readonly Said[] = [
    [905, 'diego.ops', 'Three pieces: build once, promote the same image, and a gate that a person has to open.'],
    [
        898,
        'kenji.tanaka',
        'So the deploy pipeline stops rebuilding per environment? That alone saves us 25 minutes per release.',
        { id: id.deployPipeline },
    ],
    [893, 'diego.ops', 'Right. The deploy pipeline gets the digest, never a tag.'],
    [884, 'lucas.front', 'E o preview de cada PR continua igual?'],
    [880, 'diego.ops', 'Continua, preview não passa pelo gate.'],
];

const CONTINUED_THREAD: readonly Said[] = [
    [
        860,
        'jean',
        'I would keep the flag until both mobile apps are past 95 % adoption. Removing it early burnt us once.',
    ],
    [520, 'yuki.mobile', 'iOS is at 91 %, Android at 96 %. Ten more days, I guess.'],
    [410, 'marina.lead', 'Then put an expiry date on the flag, so that it does not become furniture.'],
    [230, 'yuki.mobile', 'Done: `new_checkout_flow` fails the build after the 30th.'],
];

const CODE = [
    '**Flaky test of the week**: `ledger_sync.spec.ts`',
    '',
    '1. The clock is frozen *after* the fixture is built',
    '2. so `createdAt` may be one tick ahead of `now`',
    '3. and the window filter drops the row',
    '',
    '```ts',
    'const clock = freezeClock(new Date("2026-01-31T12:00:00Z"));',
    'const entry = await buildLedgerEntry({ tenantId: "t_42", amountCents: 1999 });',
    'expect(await findInWindow(clock.now(), Duration.minutes(5))).toContainEqual(entry);',
    '```',
    '',
    '> Freeze first, build second. See [the clock guide](https://docs.example.com/testing/clock#freeze).',
].join('\n');

const LONG = [
    'Notes from the storage review, long on purpose so that nobody has to open a second tab.',
    'We looked at the three candidates for the event archive. The first keeps everything in the primary database and ' +
        'partitions by month. It is the least work and the most familiar: backups, permissions and dashboards exist. ' +
        'Its weakness is the restore, which today takes four hours and would take eleven by next summer.',
    'The second writes segments to object storage and keeps only a manifest in the database. Reads of old events get ' +
        'slower, from a few milliseconds to a few hundred, which nobody in the room minded. What we did mind is the ' +
        'compaction job: it has to run exactly once, and our scheduler promises at least once. Chen sketched a lease ' +
        'with a fencing number and we believe it, but we want to see it survive a killed worker before we build on it.',
    'The third is the managed archive from our provider. It passes every requirement except one: deleting the data of ' +
        'a single tenant within thirty days. Support confirmed that deletion is by bucket only. Since we promise the ' +
        'thirty days in writing, it is out, however pleasant the demo was.',
    'Numbers, measured on last month: 412 million events, 190 GB raw, 31 GB compressed. The hundred largest tenants ' +
        'are 71 % of it. 96 % of all reads touch the last seven days. Nobody has read an event older than fourteen ' +
        'months except the auditors, who come once a year and bring patience.',
    'What we agreed: the second candidate, with the manifest in the primary database. Segments are immutable and carry ' +
        'the tenant in their name, so that deleting a tenant is a prefix delete. A segment closes at 64 MB or at ' +
        'midnight UTC, whichever comes first. The reader verifies a checksum per segment and refuses, loudly, to guess.',
    'What we did not agree on: the format. Ana prefers plain JSON lines, compressed, because everybody can read them ' +
        'at three in the morning. Sofia prefers a columnar file, because the quarterly report would read a tenth of ' +
        'the bytes. We postponed it: the manifest names the format of each segment, so we can start with lines and ' +
        'change our mind per segment later without rewriting history.',
    'Risks we accept: a reader may see an event twice while a segment is being replaced, so consumers have to be ' +
        'idempotent (they are, we checked the four that matter). Risks we do not accept: a gap. The writer therefore ' +
        'closes a segment only after the manifest row is committed, and the sweeper reports every orphan it finds.',
    'Next steps: Chen prepares the lease and a test that kills the worker at every await; Priya writes the runbook and ' +
        'the two alerts; Ana ports the exporter; I ask legal whether the thirty days start with the request or with ' +
        'our confirmation. We meet again in two weeks, same room, and decide with measurements in hand.',
].join('\n\n');

const REGRESSION_CSV = 'suite,before_ms,after_ms\ncheckout,1830,1795\nledger,912,2410\nsearch,377,371\n';
const GATEWAY_LOG = [
    'level=error service=auth-gateway msg="E11000 duplicate key error" collection=sessions index=token_hash_1',
    'level=warn service=auth-gateway msg="retrying with backoff" attempt=2 wait_ms=400',
    'level=info service=auth-gateway msg="session stored" took_ms=12',
].join('\n');

/** #engineering of the last day: its chat, its threads, and one message of every kind the product knows. */
export function engineering(now: Date): SeedMessage[] {
    const room = rooms.engineering;
    return [
        ...say(now, room, CHAT),
        ...say(now, room, [
            [
                350,
                'ana.dev',
                'Proposal: move sessions from gateway memory to Redis. Opinions?',
                { id: id.mentionThread },
            ],
            [
                910,
                'diego.ops',
                'Sketch of how releases will work next quarter, please poke holes.',
                { id: id.plainThread },
            ],
            [870, 'yuki.mobile', 'Can we delete the `new_checkout_flow` flag?', { id: id.continuedThread }],
            [
                245,
                'marina.lead',
                'Maintenance window, corrected: it starts at 9:30am, not at 9. Everything else stays.',
                { id: id.edited, edited: minutesBefore(now, 238) },
            ],
            [430, 'sofia.data', CODE, { id: id.codeBlock }],
            [480, 'marina.lead', LONG, { id: id.longMessage }],
            [
                150,
                'ana.dev',
                'Numbers of the last run, the ledger suite is the one to look at.',
                {
                    id: id.fileInRoom,
                    file: {
                        name: 'regression-report.csv',
                        type: 'text/csv',
                        size: Buffer.byteLength(REGRESSION_CSV),
                        description: 'Suite timings before and after the driver upgrade',
                        data: Buffer.from(REGRESSION_CSV).toString('base64'),
                    },
                },
            ],
            [4200, 'diego.ops', '@platform please review the new pager rota by Thursday.', { id: id.teamMention }],
        ]),
        ...say(now, room, MENTION_THREAD, id.mentionThread),
        ...say(
            now,
            room,
            [
                [
                    280,
                    'priya.sre',
                    'This is what a restart looks like today.',
                    {
                        id: id.fileInThread,
                        file: {
                            name: 'gateway-restart.log',
                            type: 'text/plain',
                            size: Buffer.byteLength(GATEWAY_LOG),
                            data: Buffer.from(GATEWAY_LOG).toString('base64'),
                        },
                    },
                ],
                [
                    270,
                    'ana.dev',
                    'Summary for the room: sessions go to Redis, uploads keep a token of their own.',
                    { id: id.alsoInRoom, tshow: true },
                ],
            ],
            id.mentionThread,
        ),
        ...say(now, room, PLAIN_THREAD, id.plainThread),
        ...say(now, room, CONTINUED_THREAD, id.continuedThread),
        ...longThread(now),
    ];
}
