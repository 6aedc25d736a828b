import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeOptions } from '../../src/csv/csv-source-options.js';
import { RecordSplitter } from '../../src/csv/records/record-splitter.js';
import type { CsvSourceOptions } from '../../src/index.js';
import { ReadTally } from '../../src/tally/read-tally.js';
import { cutText, readPieces } from '../support/read-text.js';
import { withoutX } from '../support/without-x.js';

/** Mostly plain, with everything that is not. */
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', '1', 'x', 'a', '20.5', 'ünï', '😀字', 'any text') },
  { weight: 3, arbitrary: fc.constantFrom('"q"', '""', '"a, b"', '"say ""x"""', '""""', '"ü"') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"p\nq"', '"p\r"', 'y"z', '"x"y', '"open', '\\', '\0', '\uDC80'),
  },
);
const threeCells = fc.tuple(cell, cell, cell).map((cells) => cells.join(','));
const line = fc.oneof(
  { weight: 12, arbitrary: threeCells },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a,b,c', '#x', ' #', '\uFEFF1,2,3', '\uFEFFa,b,c', '1,2', '.'),
  },
  { weight: 1, arbitrary: fc.constantFrom('1,2,3,', '1,2,3,4', 'a', 'a,b', '"a",b,c', ' ') },
);
const newlines = fc.constantFrom<readonly string[]>(
  ['\n'],
  ['\n'],
  ['\r\n'],
  ['\r'],
  ['\n', '\r\n', '\r'],
);
const text = fc
  .tuple(fc.array(line, { maxLength: 40 }), newlines, fc.boolean())
  .map(([lines, ends, isEnded]) => {
    const all = ['a,b,c', ...lines];
    const joined = all.map((one, index) => one + (ends[index % ends.length] ?? ''));
    return isEnded ? joined.join('') : joined.join('').trimEnd();
  });

const options = fc.constantFrom<CsvSourceOptions>(
  {},
  {},
  { nullValues: ['', 'x'] },
  { nullValues: ['', '"', 'a, b'], escape: '\\' },
  { nullValues: ['', 'q', 'say "x"'], nullQuoted: true },
  { nullValues: ['', '1'], quote: null },
  { nullValues: [''], nullQuoted: true, formats: { b: withoutX } },
  { policy: 'lenient' },
  { footerRows: 2 },
  { footer: [{ startsWith: '1' }], policy: 'lenient' },
  { trailingDelimiter: 'ignore' },
  { escape: '\\', comment: '#' },
  { comment: '#', indentedComments: true, newline: '\n' },
  { endMarker: '.', skipAfterHeader: 1 },
  { quote: null, newline: '\r\n' },
  { quote: 'x', newline: '\r' },
  { hasHeader: false, columns: ['a', 'b', 'c'] },
  { headerRows: 2, emptyHeaders: 'number', duplicateHeaders: 'number' },
);

/** Expects the same rows of both ways, and of both together. */
function expectAlike(pieces: readonly string[], given: CsvSourceOptions): void {
  const outcomeOf = (reading: 'judged' | 'unjudged' | 'off'): unknown => {
    try {
      return readPieces(pieces, given, reading);
    } catch (error) {
      return error;
    }
  };
  const expected = outcomeOf('off');
  expect(outcomeOf('unjudged')).toEqual(expected);
  expect(outcomeOf('judged')).toEqual(expected);
}

describe('a plain record', () => {
  it('is read as by the splitter and the parser, in any pieces', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.nat(), { maxLength: 6 }),
        options,
        fc.constantFrom(12, 60, 1000),
        (given, cuts, others, maxRecordBytes) => {
          expectAlike(cutText(given, cuts), { batchSize: 7, maxRecordBytes, ...others });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('of many columns is read alike too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(21, 70, 500, 540),
        fc.array(threeCells, { maxLength: 12 }),
        fc.constantFrom<CsvSourceOptions>({}, { nullValues: ['', 'x'] }, { nullValues: ['1'] }),
        (repetitions, lines, others) => {
          const header = Array.from({ length: 3 * repetitions }, (_, at) => `c${at}`).join(',');
          const wide = lines.map((one) => Array.from({ length: repetitions }, () => one).join(','));
          expectAlike([`${header}\n${wide.join('\n')}`], others);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is read the faster way where nothing is between it and the next one', () => {
    const splitter = new RecordSplitter(
      { ...completeOptions({ comment: '#' }), plainReading: 'unjudged' },
      new ReadTally(),
    );
    const found = splitter.split('a,b\n1,2\n"x, y",""\r\n#\n3,"p\nq"\n"""",4\n5\n6,7', true);
    expect(found.plain.map((run) => [run.recordNumber(0), run.lineNumber(0), run.count])).toEqual([
      [1, 2, 2],
      [4, 7, 1],
    ]);
    expect(found.plain.map((run) => run.cells(0))).toEqual([
      ['1', '2'],
      ['"', '4'],
    ]);
    expect(found.recordCount).toBe(4);
  });
});
