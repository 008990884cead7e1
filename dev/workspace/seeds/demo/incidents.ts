import type { SeedMessage } from '../format';
import { say } from './said';
import { DEMO } from './table';

const { messages: id, rooms } = DEMO;

/** When jean last looked at #incidents: after the last reply of the thread `threadReadByRoom`. */
export const INCIDENTS_READ = 420;

/** #incidents, #on-call, #platform and #secret-ops of the last days. */
export function operations(now: Date): SeedMessage[] {
    return [
        ...say(now, rooms.incidents, [
            [
                700,
                'deployer',
                'auth-gateway p99 above 2 s for 5 minutes',
                {
                    id: id.webhook,
                    fields: {
                        alias: 'Grafana',
                        emoji: ':rotating_light:',
                        bot: { i: 'grafana-alerts' },
                        groupable: false,
                    },
                    attachments: [
                        {
                            title: 'auth-gateway latency',
                            title_link: 'https://grafana.example.com/d/auth-gateway?viewPanel=4',
                            text: 'p99 2.31 s, threshold 2 s, region sa-east-1',
                        },
                    ],
                },
            ],
            [
                690,
                'diego.ops',
                'Looking. One thread for this: cache stampede after the restart?',
                { id: id.threadReadByRoom },
            ],
            [400, 'diego.ops', 'INC-2291 opened, severity 3: slow logins in sa-east-1, error rate normal.'],
            [
                385,
                'priya.sre',
                '@jean can you check whether the token cache was warmed after the restart? You have the dashboard.',
                { id: id.mentionInIncidents },
            ],
            [372, 'chen.infra', 'Connections to the session store are flat, so it is not the database.'],
            [330, 'diego.ops', '@all status for INC-2291: mitigated, p99 back at 340 ms.', { id: id.mentionAll }],
            [322, 'marina.lead', 'Thanks. Postmortem owner is Priya, draft by Thursday.'],
        ]),
        ...say(
            now,
            rooms.incidents,
            [
                [680, 'jean', 'Probably: hit ratio fell from 98 % to 11 % the minute the pods came up.'],
                [560, 'diego.ops', 'Then we warm it before the pod takes traffic, as the readiness probe.'],
                [470, 'priya.sre', 'Put it behind `WARM_CACHE_ON_BOOT=1`, I will try it in staging first.'],
            ],
            id.threadReadByRoom,
        ),
        ...say(now, rooms.onCall, [
            [
                5900,
                'diego.ops',
                '@admin somebody with that role, please raise the upload limit to 200 MB before the audit.',
                { id: id.roleMention, mentions: [] },
            ],
            [5860, 'jean', 'Done, 200 MB until Friday.'],
        ]),
        ...say(now, rooms.platform, [
            [800, 'ana.dev', 'Should the platform team own the shared HTTP helper?', { id: id.threadReadByRoomOfAna }],
        ]),
        ...say(
            now,
            rooms.platform,
            [
                [790, 'chen.infra', 'Somebody has to, and we are the ones who get paged.'],
                [650, 'priya.sre', 'Yes, with an owner by name. @ana.dev would you take it?'],
            ],
            id.threadReadByRoomOfAna,
        ),
        ...say(now, rooms.secretOps, [
            [1500, 'priya.sre', 'Quarterly drill: the sealed envelope was opened, used and replaced.'],
            [
                760,
                'diego.ops',
                'search-leak canary: whoever finds this line without being in here found a bug.',
                { id: id.canary },
            ],
            [750, 'chen.infra', 'Rotated the break-glass keys, fingerprints are in the vault.'],
            [300, 'marina.lead', 'Access list reviewed, four people, as it should be.'],
        ]),
    ];
}
