import type { SeedMessage } from '../format';
import { drawPng } from './png';
import { minutesBefore, say } from './said';
import { DEMO } from './table';

const { messages: id, rooms } = DEMO;

/** When jean last looked at #leadership and #random. */
export const LEADERSHIP_READ = 500;
export const RANDOM_READ = 450;

/** #random and #leadership of the last day. */
export function peopleRooms(now: Date): SeedMessage[] {
    const sunset = drawPng(96, 64, (x, y) => [255 - y * 2, 110 + Math.round(x / 2), 60 + y * 2]).toString('base64');
    return [
        ...say(now, rooms.random, [
            [
                620,
                'lucas.front',
                'Prometo que hoje eu não mexo em CSS depois das 18h.',
                { id: id.quoted, reactions: { ':joy:': ['ana.dev', 'sofia.data'], ':eyes:': ['mei.design'] } },
            ],
            [440, 'mei.design', '上海今天下雪了 ❄️ 大家注意保暖!', { reactions: { ':snowflake:': ['kenji.tanaka'] } }],
            [
                410,
                'sofia.data',
                'The new build is out :rocketcli: :tada: go break it',
                {
                    id: id.customEmoji,
                    reactions: { ':tada:': ['ana.dev', 'lucas.front', 'kenji.tanaka'], ':rocket:': ['diego.ops'] },
                },
            ],
            [
                395,
                'kenji.tanaka',
                'Found a bakery in Tokyo that sells pão de queijo. It is good. I am as surprised as you.',
                {
                    id: id.customReaction,
                    reactions: { ':rocketcli:': ['ana.dev', 'beatriz.people'], ':heart:': ['sofia.data'] },
                },
            ],
            [310, 'beatriz.people', '@here bolo de aniversário do Rafael na copa, agora!', { id: id.mentionHere }],
            [
                285,
                'ana.dev',
                `[ ](/channel/random?msg=${id.quoted}) It is 18:40 and you have just pushed \`main.css\`.`,
                {
                    id: id.quote,
                    attachments: [
                        {
                            text: 'Prometo que hoje eu não mexo em CSS depois das 18h.',
                            author_name: 'lucas.front',
                            message_link: `/channel/random?msg=${id.quoted}`,
                            ts: new Date(minutesBefore(now, 620)),
                        },
                    ],
                },
            ],
            [
                200,
                'beatriz.people',
                'Pôr do sol visto da copa',
                {
                    id: id.image,
                    file: {
                        name: 'por-do-sol.png',
                        type: 'image/png',
                        size: Buffer.byteLength(sunset, 'base64'),
                        description: 'The sky over Pinheiros, no filter',
                        data: sunset,
                    },
                    reactions: { ':heart_eyes:': ['marina.lead', 'sofia.data'] },
                },
            ],
        ]),
        ...say(now, rooms.leadership, [
            [900, 'marina.lead', 'Agenda: hiring plan, the Recife deal, and who speaks at the all-hands.'],
            [
                640,
                'rafael.finance',
                'O plano de contratação cabe no orçamento se duas vagas ficarem para o próximo trimestre.',
            ],
            [480, 'tom.sales', 'Recife wants the signed security annex before they talk about price.'],
            [
                460,
                'marina.lead',
                '@jean could you walk the Recife people through our permission model? Thirty minutes, next week.',
                { id: id.mentionInLeadership },
            ],
            [455, 'beatriz.people', 'Fico com a parte de pessoas do all-hands, quinze minutos bastam.'],
        ]),
    ];
}
