import { describe, expect, it } from 'vitest';
import { encodeText } from './encode-text.js';

describe('encodeText', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['\\N', '\\\\N'],
    ['\\.', '\\\\.'],
    ['a\tb\nc\rd\\e', 'a\\tb\\nc\\rd\\\\e'],
    ['\u2028 \u0085 \v \f \b', '\u2028 \u0085 \v \f \b'],
    ['😀 é', '😀 é'],
  ])('writes %j as %j', (text, encoded) => {
    expect(encodeText(text)).toBe(encoded);
  });

  it('refuses a NUL character', () => {
    expect(() => encodeText('a\0b')).toThrow(expect.objectContaining({ code: 'TEXT_HAS_NUL' }));
  });

  it.each(['\ud800', 'a\udc00', '😀\ud83d', '\ud800\ud800\udc00'])(
    'refuses half a surrogate pair in %j',
    (text) => {
      expect(() => encodeText(text)).toThrow(expect.objectContaining({ code: 'TEXT_NOT_UNICODE' }));
    },
  );
});
