import fc from 'fast-check';
import { messageLink, parseLink, roomLink } from '../../src/messages/permalinks';
import { aRoom } from '../fakes/workspace';

const SITES = [
    'https://chat.example.com',
    'http://localhost:3000',
    'https://example.com/chat',
    'https://example.com:8443/a/b',
];

const id = fc.stringMatching(/^[A-Za-z0-9]{17}$/);
const roomName = fc.oneof(
    fc.stringMatching(/^[a-z0-9._-]{1,20}$/),
    fc.constantFrom('.', '..', '日本語-部屋', 'café', 'a b', '100%', 'x/y', 'é?#&'),
);
const room = fc.record({
    id,
    name: roomName,
    type: fc.constantFrom('channel', 'private', 'direct', 'livechat'),
} as const);

describe('permalinks', () => {
    it('open the same room and message they were written for, on every kind of installation', () => {
        fc.assert(
            fc.property(fc.constantFrom(...SITES), room, id, (site, parts, messageId) => {
                const target = aRoom(parts.id, parts);
                const named =
                    (parts.type === 'channel' || parts.type === 'private') && !['.', '..'].includes(parts.name);
                const parsed = parseLink(site, messageLink(site, target, messageId));
                expect(parsed).toMatchObject({
                    kind: 'link',
                    target: { room: named ? parts.name : parts.id, messageId },
                });
                expect(parseLink(site, roomLink(site, target))).toMatchObject({ kind: 'link' });
            }),
        );
    });

    const site = 'https://chat.example.com';

    it.each([
        ['/channel/general', { route: 'channel', room: 'general' }],
        ['/group/leadership?msg=abc', { route: 'group', room: 'leadership', messageId: 'abc' }],
        ['/direct/Rid12?msg=abc', { route: 'direct', room: 'Rid12', messageId: 'abc' }],
        ['/live/Rid12', { route: 'live', room: 'Rid12' }],
        ['/channel/general/thread/root', { route: 'channel', room: 'general', threadId: 'root' }],
        [
            '/channel/general/thread/root?msg=abc',
            { route: 'channel', room: 'general', threadId: 'root', messageId: 'abc' },
        ],
        ['/channel/general?msg=', { route: 'channel', room: 'general' }],
        ['/CHANNEL/general/', { route: 'channel', room: 'general' }],
    ])('read %s', (path, target) => {
        expect(parseLink(site, `${site}${path}`)).toEqual({ kind: 'link', target });
    });

    it('do not mind another scheme or the case of the host', () => {
        expect(parseLink(site, 'http://CHAT.example.com/channel/general')).toMatchObject({ kind: 'link' });
    });

    it('read universal links of this server', () => {
        const path = encodeURIComponent('channel/general?msg=abc');
        const link = `https://go.rocket.chat/room?host=chat.example.com&rid=x&path=${path}`;
        expect(parseLink(site, link)).toMatchObject({ kind: 'link', target: { room: 'general', messageId: 'abc' } });
        expect(parseLink('https://other.example.com', link)).toEqual({ kind: 'foreign' });
    });

    it.each([
        'https://other.example.com/channel/general',
        'https://chat.example.com:8443/channel/general',
        'https://chat.example.com.evil.test/channel/general',
    ])('take %s for another server', (link) => {
        expect(parseLink(site, link)).toEqual({ kind: 'foreign' });
    });

    it('take a sibling of a sub-path installation for another server', () => {
        expect(parseLink('https://example.com/chat', 'https://example.com/chatter/channel/general')).toEqual({
            kind: 'foreign',
        });
    });

    it.each(['/home', '/admin/rooms', '/team/x', '/channel', '/channel/general/files', '/'])(
        'find no target in %s',
        (path) => {
            expect(parseLink(site, `${site}${path}`)).toEqual({ kind: 'unknown' });
        },
    );

    it('never throw, whatever is pasted', () => {
        fc.assert(
            fc.property(fc.string(), (text) =>
                expect(['link', 'foreign', 'unknown']).toContain(parseLink(site, text).kind),
            ),
        );
    });
});
