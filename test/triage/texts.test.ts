import { textsFor } from '../../src/triage/texts';

describe('texts in chat', () => {
    it.each(['pt', 'pt-BR', 'pt-PT'])('are Portuguese for %s', (language) => {
        expect(textsFor(language).noTokens()).toContain('Você não tem tokens');
    });

    it.each([undefined, '', 'en', 'de', 'ptolemaic'])('are English for %s', (language) => {
        expect(textsFor(language).noTokens()).toContain('You have no tokens');
    });

    it('name the token, the address and a ready command when one was made', () => {
        const shown = textsFor('en').tokenMade(
            'laptop',
            false,
            '2026-12-01',
            'rcm_secret',
            'https://chat.example.com/x/mcp',
        );
        expect(shown).toContain('`rcm_secret`');
        expect(shown).toContain('claude mcp add --transport http rocketchat https://chat.example.com/x/mcp');
        expect(shown).toContain('2026-12-01');
    });
});
