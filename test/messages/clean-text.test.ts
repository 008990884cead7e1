import { cleanText } from '../../src/messages/clean-text';

describe('clean text', () => {
    it.each([
        ['right-to-left override', 'abc\u202Egpj.exe', 'abc\\u{202E}gpj.exe'],
        ['zero-width space', 'pay\u200Bpal', 'pay\\u{200B}pal'],
        ['tag characters', 'hi\u{E0049}\u{E0067}', 'hi\\u{E0049}\\u{E0067}'],
        ['byte order mark', '\uFEFFhello', '\\u{FEFF}hello'],
        ['escape character', '\u001B[31mred', '\\u{1B}[31mred'],
        ['isolates', 'a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
        ['a joiner between Latin letters', 'pay\u200Dpal', 'pay\\u{200D}pal'],
    ])('shows %s', (_, text, shown) => {
        expect(cleanText(text)).toBe(shown);
    });

    it.each([
        ['line breaks and tabs', 'one\n\ttwo'],
        ['families of emoji', '👨‍👩‍👧 and 👩🏽‍🚀 and ❤️‍🔥 and 🏳️‍🌈'],
        ['flags of regions', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
        ['Persian with its joiners', 'می‌خواهم'],
        ['Hindi with its joiners', 'क्‍ष'],
        ['Japanese and accents', '会議は função'],
    ])('keeps %s', (_, text) => {
        expect(cleanText(text)).toBe(text);
    });

    it('writes one kind of line break', () => {
        expect(cleanText('a\r\nb\rc')).toBe('a\nb\nc');
    });
});
