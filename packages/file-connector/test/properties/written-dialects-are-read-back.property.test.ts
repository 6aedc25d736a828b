import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvSourceOptions } from '../../src/index.js';
import { cutText, readPieces } from '../support/read-text.js';
import { writeDialect, type WrittenDialect } from '../support/write-dialect.js';

const quoted = { separator: '\n', quote: '"', escapes: null, null: null } as const;
const mysql = { separator: '\n', quote: null, escapes: 'mysql', null: '\\N' } as const;
const postgres = { separator: '\n', quote: null, escapes: 'postgres', null: '\\N' } as const;

/** Each dialect as it is written, and the options that read it. */
const dialects: readonly (readonly [name: string, WrittenDialect, CsvSourceOptions])[] = [
  ['rfc4180', { ...quoted, delimiter: ',', separator: '\r\n' }, { dialect: 'rfc4180' }],
  ['excel', { ...quoted, delimiter: ',', separator: '\r\n' }, { dialect: 'excel' }],
  ['excel-semicolon', { ...quoted, delimiter: ';' }, { dialect: 'excel-semicolon' }],
  ['tsv', { ...quoted, delimiter: '\t' }, { dialect: 'tsv' }],
  ['postgres-csv', { ...quoted, delimiter: ',', null: '' }, { dialect: 'postgres-csv' }],
  ['postgres-text', { ...postgres, delimiter: '\t' }, { dialect: 'postgres-text' }],
  ['mysql', { ...mysql, delimiter: '\t' }, { dialect: 'mysql' }],
  [
    'mysql-enclosed',
    { ...mysql, delimiter: ',', quote: '"' },
    { dialect: 'mysql-enclosed', delimiter: ',' },
  ],
  [
    'mysql with separators of its own',
    { ...mysql, delimiter: '||', separator: ';\n' },
    { dialect: 'mysql', delimiter: '||', recordSeparator: ';\n' },
  ],
  ...['||', '~|~', '::', '<=>'].map(
    (delimiter) => [delimiter, { ...quoted, delimiter }, { delimiter }] as const,
  ),
  [
    'ASCII separators',
    { ...quoted, delimiter: '\x1f', separator: '\x1e' },
    { delimiter: '\x1f', recordSeparator: '\x1e' },
  ],
  [
    'a bar before each newline',
    { ...quoted, delimiter: '|', separator: '|\n' },
    { delimiter: '|', recordSeparator: '|\n' },
  ],
  ['blanks around quotes', { ...quoted, delimiter: ',', padding: ' \t' }, { trimBlanks: true }],
];

const parts = ['"', '""', ',', ';', '|', '||', '~', ':', '<', '=', '>', '\n', '\r', '\r\n', '\t'];
const cell = fc
  .array(
    fc.oneof(
      fc.constantFrom(...parts),
      fc.constantFrom(
        '\\',
        '\\N',
        'N',
        'NULL',
        '\\.',
        ' ',
        '\b',
        '\v',
        '\x1e',
        '\x1f',
        '\x02',
        '#',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 5 },
  )
  // NUL characters are rejected, and a byte order mark before a record is dropped.
  .map((texts) => texts.join('').replaceAll(/[\0\uFEFF]/g, ''));

test.each(dialects)('a table written as %s is read back, in any pieces', (_, written, options) => {
  const { null: nullText } = written;
  const field = nullText === null ? cell : fc.option(cell, { freq: 5 });
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(field, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  const choices = fc.record({
    records: table,
    quoting: fc.infiniteStream(fc.boolean()),
    cuts: fc.array(fc.nat(), { maxLength: 8 }),
    policy: fc.constantFrom('strict', 'lenient'),
  } as const);
  fc.assert(
    fc.property(choices, ({ records, quoting, cuts, policy }) => {
      const columns = (records[0] ?? []).map((_cell, index) => `c${index}`);
      const quotes = (): boolean => quoting.next().value === true;
      const text = writeDialect([columns, ...records], written, quotes);
      const read = readPieces(cutText(text, cuts), { ...options, policy });
      expect(read.rejected).toEqual([]);
      expect(read.rows.map((row) => Object.values(row))).toEqual(records);
    }),
    { numRuns: 200 },
  );
});
