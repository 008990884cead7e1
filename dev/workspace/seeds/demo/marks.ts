import type { SeedLine, SeedMessage } from '../format';
import { DIRECT_READ } from './direct';
import { ENGINEERING_READ } from './engineering';
import { INCIDENTS_READ } from './incidents';
import { LEADERSHIP_READ, RANDOM_READ } from './people-rooms';
import { ROOMS } from './rooms';
import { minutesBefore } from './said';
import { DEMO } from './table';

const { messages: id, rooms } = DEMO;
const DAY = 24 * 60;

type Mark = readonly [minutesAgo: number, unreadThreads?: readonly string[]];

/** Who has not read a room to its end. Everybody else has. */
const BEHIND: Readonly<Record<string, Readonly<Record<string, Mark>>>> = {
    jean: {
        [rooms.engineering]: [ENGINEERING_READ, [id.mentionThread, id.continuedThread]],
        [rooms.incidents]: [INCIDENTS_READ, [id.threadReadByRoom]],
        [rooms.leadership]: [LEADERSHIP_READ],
        [rooms.random]: [RANDOM_READ],
        [rooms.directAna]: [DIRECT_READ],
        [rooms.directDiego]: [DIRECT_READ],
    },
    'ana.dev': {
        [rooms.builds]: [3 * DAY],
        [rooms.platform]: [30, [id.threadReadByRoomOfAna]],
        [rooms.incidents]: [360],
        [rooms.archived]: [70 * DAY],
        travel: [12 * DAY],
        lunch: [5 * DAY],
    },
    'diego.ops': { [rooms.builds]: [3 * DAY], [rooms.random]: [2 * DAY] },
    'lucas.front': { [rooms.builds]: [DAY], [rooms.announcements]: [20 * DAY] },
    'priya.sre': { [rooms.onCall]: [2 * DAY], [rooms.engineering]: [280] },
    'carla.guest': { customers: [4 * DAY], [rooms.announcements]: [30 * DAY] },
};

const CAUGHT_UP: Mark = [5];

/** A read mark for every member of every room; `messages` must be complete and is only used to skip silent rooms. */
export function readMarks(now: Date, messages: readonly SeedMessage[]): SeedLine[] {
    const spoken = new Set(messages.map((message) => message.room));
    return ROOMS.filter((room) => spoken.has(room.name)).flatMap((room) =>
        room.members.map((user) => {
            const [minutesAgo, unreadThreads] = BEHIND[user]?.[room.name] ?? CAUGHT_UP;
            return {
                read: {
                    user,
                    room: room.name,
                    ts: minutesBefore(now, minutesAgo),
                    ...(unreadThreads && { tunread: [...unreadThreads] }),
                },
            };
        }),
    );
}

/** How people arranged their sidebars: favourites, muted rooms, and rooms closed before they were read. */
export const SIDEBARS: readonly SeedLine[] = [
    { subscription: { user: 'jean', room: rooms.engineering, f: true } },
    { subscription: { user: 'jean', room: rooms.builds, disableNotifications: true } },
    { subscription: { user: 'jean', room: 'travel', open: false } },
    { subscription: { user: 'ana.dev', room: 'travel', open: false } },
    { subscription: { user: 'ana.dev', room: 'lunch', hideUnreadStatus: true, hideMentionStatus: true } },
    { subscription: { user: 'diego.ops', room: rooms.random, hideUnreadStatus: true } },
];
