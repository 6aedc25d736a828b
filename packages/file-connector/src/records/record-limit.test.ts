import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordLimit, recordLimit } from './record-limit.js';

describe('recordLimit', () => {
  it('finds the end of the longest prefix that fits', () => {
    expect(recordLimit('..abcdef', 2, 8, 4)).toBe(6);
    expect(recordLimit('üüü', 0, 3, 4)).toBe(2);
    expect(recordLimit('üüü', 0, 3, 5)).toBe(2);
    expect(recordLimit('字字', 0, 2, 5)).toBe(1);
    expect(recordLimit('😀😀', 0, 4, 4)).toBe(2);
  });

  it('is infinite where the whole text fits', () => {
    expect(recordLimit('abcd', 0, 4, 4)).toBe(Infinity);
    expect(recordLimit('üüü', 0, 3, 6)).toBe(Infinity);
    expect(recordLimit('😀', 0, 2, 4)).toBe(Infinity);
  });

  it('does not depend on the text that follows the record', () => {
    expect(recordLimit('üüüüüüüüüü', 0, 10, 5)).toBe(recordLimit('üüü', 0, 3, 5));
  });
});

describe('RecordLimit', () => {
  it('agrees with the exact position for each record of a text', () => {
    const parts = fc.array(fc.constantFrom('x', 'ü', '字', '😀'), { maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.nat({ max: 5 }), fc.integer({ min: 1, max: 12 }), (of, start, max) => {
        const text = of.join('');
        const limit = new RecordLimit(text, text.length, max);
        for (const begin of [0, Math.min(start, text.length)]) {
          limit.begin(begin);
          const exact = recordLimit(text, begin, text.length, max);
          for (let index = begin; index <= text.length; index += 1) {
            expect(limit.covers(index)).toBe(index <= exact);
          }
        }
      }),
    );
  });
});
