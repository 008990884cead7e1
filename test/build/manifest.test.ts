import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest } from '../../dev/build/check-manifest';
import { classNameOf, PROJECT_ROOT, readManifest } from '../../dev/build/manifest';
import { aProject } from './a-project';

describe('the manifest of the app', () => {
    it('satisfies the schema of rc-apps and names what the engine, the class and the package name', () => {
        expect(checkManifest(PROJECT_ROOT)).toEqual([]);
    });

    it('carries an icon of 256 by 256 pixels without transparency, as the marketplace asks', () => {
        const icon = readFileSync(join(PROJECT_ROOT, readManifest(PROJECT_ROOT).iconFile));
        expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([256, 256]);
        const RGB = 2;
        expect(icon[25]).toBe(RGB);
    });

    it('names a class file that carries the name of the class', () => {
        expect(classNameOf(readManifest(PROJECT_ROOT))).toBe('RocketChatMcpApp');
    });
});

describe('checkManifest', () => {
    it.each([
        ['an id that is no uuid', { id: '8b2e1d5c' }, /^id: /],
        ['a digit in the slug', { nameSlug: 'mcp2' }, /^nameSlug: /],
        ['a missing description', { description: undefined }, /^description: /],
        ['an icon of an unknown kind', { iconFile: 'icon.svg' }, /^iconFile: Invalid/],
        ['an icon that is not there', { iconFile: 'logo.png' }, /^iconFile: there is no logo.png/],
        ['an event the engine does not know', { implements: ['IPostMessageRead'] }, /knows no "IPostMessageRead"/],
        ['an event the class does not implement', { implements: ['IPostMessageSent'] }, /should be \[\]/],
        ['a permission the engine does not know', { permissions: [{ name: 'message.reed' }] }, /"message.reed"/],
        ['a version that is not the package’s', { version: '9.9.9' }, /9\.9\.9 is not 1\.0\.0/],
    ])('objects to %s', (_fault, changes, message) => {
        const messages = checkManifest(aProject({ manifest: changes })).map((problem) => problem.message);
        expect(messages).toContainEqual(expect.stringMatching(message));
    });

    it('objects to nothing in a sound project', () => {
        expect(checkManifest(aProject())).toEqual([]);
    });

    it('wants every interface of the class in the manifest', () => {
        const source = `
            import { App } from '@rocket.chat/apps-engine/definition/App';
            export class TestApp extends App implements IPostMessageSent, IPostRoomCreate {}`;
        const names = ['IPostMessageSent', 'IPostRoomCreate'];
        expect(checkManifest(aProject({ source, manifest: { implements: names } }))).toEqual([]);
        expect(checkManifest(aProject({ source, manifest: { implements: names.slice(1) } }))).toHaveLength(1);
    });
});
