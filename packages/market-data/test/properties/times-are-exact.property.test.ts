import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeSinceEpoch } from '../../src/index.js';

const milliseconds = fc.integer({ min: 10 ** 12, max: 10 ** 13 - 1 });

it('milliseconds are the time that Date has, in any order', () => {
  fc.assert(
    fc.property(milliseconds, (ms) => {
      const expected = `${new Date(ms).toISOString().slice(0, -1)}000Z`;
      expect(timeSinceEpoch(String(ms))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

it('microseconds are the same time with three more digits', () => {
  fc.assert(
    fc.property(milliseconds, fc.nat({ max: 999 }), (ms, micros) => {
      const digits = String(micros).padStart(3, '0');
      const expected = `${new Date(ms).toISOString().slice(0, -1)}${digits}Z`;
      expect(timeSinceEpoch(`${ms}${digits}`)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

it('a text of another length is not a time', () => {
  const lengths = fc.integer({ min: 1, max: 30 }).filter((length) => ![13, 16].includes(length));
  fc.assert(
    fc.property(lengths, (length) => {
      expect(timeSinceEpoch('1'.repeat(length))).toBeNull();
    }),
  );
});
