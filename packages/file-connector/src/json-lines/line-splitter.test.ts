import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from './line-splitter.js';

/** Splits a text that arrives in the given pieces. */
function linesOf(pieces: readonly string[], maxRecordBytes = 1000) {
  const splitter = new LineSplitter(maxRecordBytes);
  return pieces.flatMap((piece, at) => [...splitter.split(piece, at === pieces.length - 1)]);
}

describe('LineSplitter', () => {
  it('finds the same lines in any pieces of a text', () => {
    const text = fc.array(fc.constantFrom('\n', 'x', 'ü', '字', '😀', 'yz'), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (parts, maxRecordBytes) => {
        const whole = linesOf([parts.join('')], maxRecordBytes);
        expect(linesOf([...parts, ''], maxRecordBytes)).toEqual(whole);
        const expected = parts.join('').replace(/\n$/, '').split('\n');
        if (parts.length === 0) expected.pop();
        expect(whole.map(({ lineNumber }) => lineNumber)).toEqual(expected.map((_, at) => at + 1));
        for (const [at, { text: found, isTooLarge }] of whole.entries()) {
          const line = expected[at] ?? '';
          expect(isTooLarge).toBe(Buffer.byteLength(line) > maxRecordBytes);
          expect(isTooLarge ? line.startsWith(found) : line === found).toBe(true);
        }
      }),
    );
  });

  it('reports a line that is too large before it ends, once', () => {
    const splitter = new LineSplitter(3);
    expect([...splitter.split('abc', false)]).toEqual([]);
    expect([...splitter.split('d', false)]).toEqual([
      { lineNumber: 1, text: 'abc', isTooLarge: true },
    ]);
    expect([...splitter.split('e\nf', true)]).toEqual([
      { lineNumber: 2, text: 'f', isTooLarge: false },
    ]);
  });
});
