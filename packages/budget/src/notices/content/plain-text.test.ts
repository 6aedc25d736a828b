import { expect, test } from 'vitest';
import { plainText } from './plain-text.js';

test('it keeps a text that fits', () => {
  expect(plainText('Müller & Söhne 日本 👩‍👩‍👧', 20)).toBe('Müller & Söhne 日本 👩‍👩‍👧');
});

test('line ends and control characters become blanks, so that no header can follow', () => {
  expect(plainText('Acme\r\nBcc: all@example.org\u0000\u2028!', 80)).toBe(
    'Acme Bcc: all@example.org !',
  );
});

test('marks that turn the direction of a text around are removed', () => {
  expect(plainText('Acme \u202etxt.exe\u2066', 80)).toBe('Acme  txt.exe');
});

test('a half of a surrogate pair is replaced', () => {
  expect(plainText('a\ud800b', 80)).toBe('a\ufffdb');
});

test('a long text is cut between characters, not within one', () => {
  expect(plainText('👩‍👩‍👧'.repeat(9), 8)).toBe(`${'👩‍👩‍👧'.repeat(3)}…`);
  expect(plainText('abc def', 5)).toBe('abc…');
});

test('a text of millions of characters or marks costs no more', () => {
  expect(plainText('x'.repeat(50_000_000), 3)).toBe('xx…');
  expect(plainText(`a${'\u0301'.repeat(50_000_000)}`, 10).length).toBeLessThanOrEqual(40);
});
