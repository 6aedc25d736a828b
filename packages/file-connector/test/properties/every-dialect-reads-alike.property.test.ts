import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvSourceOptions } from '../../src/index.js';
import { csvGarbage } from '../support/csv-garbage.js';
import { cutText, readPieces, readText } from '../support/read-text.js';

const named = { hasHeader: false, columns: ['a', 'b'] } as const;

/** Dialects with what is counted as the end of a line. */
const dialects: readonly (readonly [CsvSourceOptions, string | RegExp])[] = [
  [{}, /\r\n|\n|\r/],
  [{ escape: '\\', comment: 'x', newline: '\r\n' }, '\r\n'],
  [{ delimiter: '||', escape: '\\' }, /\r\n|\n|\r/],
  [{ delimiter: '|', recordSeparator: '|\n', comment: 'x' }, '|\n'],
  [{ delimiter: 'x||', recordSeparator: '\n\n' }, '\n\n'],
  [{ recordSeparator: ';', trimBlanks: true, comment: '|', indentedComments: true }, ';'],
  [{ trimBlanks: true, newline: '\r\n', comment: 'x', indentedComments: true }, '\r\n'],
  [{ trimBlanks: true, delimiter: '|', endMarker: 'x' }, /\r\n|\n|\r/],
  [{ dialect: 'mysql', delimiter: '||', nullValues: ['\\N', ''] }, '\n'],
  [{ dialect: 'mysql-enclosed', delimiter: ',' }, '\n'],
  [{ dialect: 'mysql-enclosed', delimiter: ',', recordSeparator: ';\n' }, ';\n'],
  [{ dialect: 'postgres-text', delimiter: ',', endMarker: '\\|' }, /\r\n|\n|\r/],
  [{ dialect: 'postgres-text', delimiter: '|', comment: 'x', newline: '\r' }, '\r'],
  [{ dialect: 'postgres-csv' }, /\r\n|\n|\r/],
];

const parts = [
  '"',
  '""',
  ',',
  '|',
  '||',
  ';',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  'x',
  ' ',
  '\t',
  '\\',
  'ü',
];
const garbage = fc
  .array(
    fc.oneof(
      fc.constantFrom(...parts),
      fc.constantFrom(
        ',"',
        '",',
        '|"',
        '"|',
        '"\n',
        '\\N',
        '\\.\n',
        '\\3',
        '\\x4',
        '\\"',
        '|\n',
        ';\n',
      ),
      fc.constantFrom('x||', '\\|\n', '\uFEFF', '😀'),
    ),
    { maxLength: 40 },
  )
  .map((texts) => texts.join(''));

const anyPolicy = fc.constantFrom('strict', 'lenient');
const settings = fc.record({
  dialect: fc.constantFrom(...dialects),
  policy: anyPolicy,
  maxRecordBytes: fc.constantFrom(7, 20, 80, 1000),
  skipLines: fc.constantFrom(0, 0, 1),
  cuts: fc.array(fc.nat(), { maxLength: 8 }),
} as const);

describe('in any dialect', () => {
  it('every line is counted once, and any pieces give the same records', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, settings, async (text, { dialect, cuts, ...others }) => {
        const [options, lineEnd] = dialect;
        const all = { ...named, ...options, ...others };
        const read = await readText(text, all);
        const { batchSizes: _, ...expected } = read;
        // The decoder drops the mark of a file.
        fc.pre(!text.startsWith('\uFEFF'));
        expect(readPieces(cutText(text, cuts), all)).toEqual(expected);
        const physical = text.split(lineEnd);
        if (physical.at(-1) === '') physical.pop();
        const { statistics, rowNumbers, rejected } = read;
        const { skippedLines, headerLines, recordLines, blankLines, commentLines } = statistics;
        expect(statistics.lines).toBe(physical.length);
        expect(skippedLines + headerLines + recordLines + blankLines + commentLines).toBe(
          physical.length,
        );
        const numbers = [...rowNumbers, ...rejected.map(({ rowNumber }) => rowNumber)].sort(
          (one, two) => Number(one) - Number(two),
        );
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('text with longer separators is read like text with a comma and a newline', () => {
  /** Replaces the separators in a result by those of the other text. */
  const translated = (value: unknown, pairs: readonly (readonly [string, string])[]): unknown => {
    let text = JSON.stringify(value);
    for (const [from, to] of pairs) {
      text = text.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));
    }
    return JSON.parse(text);
  };

  it.each<[string, string, string | null]>([
    ['a delimiter', '||', null],
    ['a delimiter that overlaps itself', '~|~', null],
    ['a record separator', ',', '\x1e'],
    ['both', '::', '|\x02;'],
  ])('with %s', async (_, delimiter, recordSeparator) => {
    const pairs = [
      [delimiter, ','],
      ...(recordSeparator === null ? [] : [[recordSeparator, '\n'] as const]),
    ] as const;
    await fc.assert(
      fc.asyncProperty(csvGarbage, anyPolicy, async (given, chosen) => {
        // A carriage return is data beside a record separator, and lenient judges cells by blanks.
        const isOwn = recordSeparator !== null;
        const text = isOwn ? given.replaceAll('\r', '') : given;
        const policy = isOwn ? 'strict' : chosen;
        const newline = recordSeparator === null ? 'any' : '\n';
        const plain = await readText(text, { ...named, policy, newline, nullValues: [''] });
        let other = text.replaceAll(',', delimiter);
        if (recordSeparator !== null) other = other.replaceAll('\n', recordSeparator);
        const read = await readText(other, {
          ...named,
          policy,
          delimiter,
          nullValues: [''],
          ...(recordSeparator === null ? {} : { recordSeparator }),
        });
        expect(translated(read, pairs)).toEqual(plain);
      }),
      { numRuns: 1500 },
    );
  });
});
