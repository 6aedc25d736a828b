import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvGarbage } from '../support/csv-garbage.js';
import { readText } from '../support/read-text.js';
import { withoutX } from '../support/without-x.js';

const options = fc.record({
  delimiter: fc.constantFrom(',', ' '),
  escape: fc.constantFrom(undefined, 'x'),
  comment: fc.constantFrom(undefined, 'y', 'ü'),
  newline: fc.constantFrom('any', '\n', '\r\n', '\r'),
  policy: fc.constantFrom('strict', 'lenient'),
  skipLines: fc.nat({ max: 2 }),
  maxRecordBytes: fc.integer({ min: 3, max: 60 }),
  nullValues: fc.constantFrom([], ['', 'x']),
  formats: fc.constantFrom({}, { b: withoutX }),
} as const);

const separators = { any: /\r\n|\n|\r/, '\n': '\n', '\r\n': '\r\n', '\r': '\r' } as const;

it('the counts of lines and records are those of the text and of the output, in any dialect', async () => {
  await fc.assert(
    fc.asyncProperty(csvGarbage, options, async (text, given) => {
      const read = await readText(text, { ...given, hasHeader: false, columns: ['a', 'b'] });
      const { statistics, rows, rejected } = read;
      const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines } =
        statistics;
      const physical = text.split(separators[given.newline]);
      if (physical.at(-1) === '') physical.pop();
      expect(lines).toBe(physical.length);
      expect(skippedLines + headerLines + recordLines + blankLines + commentLines).toBe(lines);
      expect(statistics.rows).toBe(rows.length);
      expect(statistics.malformed).toBe(rejected.length);
      expect(statistics.records).toBe(rows.length + rejected.length);
      const isConverted = (cell: string | null | undefined): boolean =>
        cell === null || /^<.*>$/s.test(cell ?? '');
      if ('b' in given.formats) expect(rows.every(({ b }) => isConverted(b))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
