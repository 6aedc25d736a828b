import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Utf8Decoder } from './utf8-decoder.js';

function decode(pieces: readonly (readonly number[] | Buffer)[]): string {
  const decoder = new Utf8Decoder();
  return pieces.map((piece) => decoder.decode(Buffer.from(piece))).join('') + decoder.end();
}

describe('Utf8Decoder', () => {
  it('decodes characters split over pieces', () => {
    const text = 'aü字😀z';
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(text);
    }
    expect(decode([...bytes].map((byte) => [byte]))).toBe(text);
  });

  it.each([
    ['beyond U+00FF', fc.string({ unit: 'binary', maxLength: 200 })],
    ['up to U+00FF', fc.string({ unit: fc.constantFrom('a', 'ü', '\u0080', 'ÿ', '\n') })],
    [
      'beyond U+00FF late',
      fc.string({ unit: fc.constantFrom('é', '字', '😀') }).map((end) => 'é'.repeat(3000) + end),
    ],
  ])('decodes any text as Node does: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, place) => {
        const bytes = Buffer.from(text);
        const cut = place % (bytes.length + 1);
        const decoded = decode([bytes.subarray(0, cut), bytes.subarray(cut)]);
        expect(decoded).toBe(text.replace(/^\uFEFF/, ''));
      }),
    );
  });

  it('drops one byte order mark at the start only', () => {
    expect(decode([[0xef], [0xbb], [0xbf, 0x61], [0xef, 0xbb, 0xbf]])).toBe('a\ufeff');
    expect(
      decode([
        [0xef, 0xbb, 0xbf],
        [0xef, 0xbb, 0xbf],
      ]),
    ).toBe('\ufeff');
  });

  it.each([
    ['a byte that begins no character', [0x61, 0xff, 0x62], 'a\udcffb'],
    ['a continuation byte without a start', [0x80], '\udc80'],
    ['an overlong form', [0xc0, 0x80], '\udcc0\udc80'],
    ['an encoded surrogate', [0xed, 0xbf, 0xbf], '\udced\udcbf\udcbf'],
    ['a code point beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
    ['a character truncated by another', [0xe4, 0xb8, 0x61], '\udce4\udcb8a'],
    ['a character truncated by the end', [0xf0, 0x9f, 0x98], '\udcf0\udc9f\udc98'],
  ])('marks %s, in any pieces', (_name, bytes, text) => {
    expect(decode([bytes])).toBe(text);
    expect(decode(bytes.map((byte) => [byte]))).toBe(text);
    expect(decode([[0xc3, 0xbc], bytes, []])).toBe(`ü${text}`);
  });

  it('reports whether any byte did not decode', () => {
    const decoder = new Utf8Decoder();
    decoder.decode(Buffer.from('ü'));
    expect(decoder.hasSeenUndecodable).toBe(false);
    decoder.decode(Buffer.from([0xff]));
    decoder.decode(Buffer.from('ü'));
    expect(decoder.hasSeenUndecodable).toBe(true);
  });
});
