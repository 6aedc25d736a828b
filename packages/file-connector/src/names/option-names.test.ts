import { expect, it } from 'vitest';
import { csvSource } from '../csv/csv-source.js';
import { excelSource } from '../excel/excel-source.js';
import { jsonLinesSource } from '../json-lines/json-lines-source.js';
import { jsonSource } from '../json/document/json-source.js';

/** What a caller without types may pass. */
const loose = (options: object): object => options;

it.each<readonly [string, (options: object) => unknown, object, string]>([
  ['csvSource', (options) => csvSource('a', options), { delimter: ';' }, 'delimiter'],
  ['csvSource', (options) => csvSource('a', options), { max_record_bytes: 1 }, 'maxRecordBytes'],
  ['excelSource', (options) => excelSource('a', options), { Sheet: '2025' }, 'sheet'],
  ['jsonSource', (options) => jsonSource('a', options), { number: 'text' }, 'numbers'],
  [
    'jsonLinesSource',
    (options) => jsonLinesSource('a', options),
    { checksums: 'beside' },
    'checksum',
  ],
])(
  '%s refuses an option that it does not know, and names the nearest',
  (reader, open, options, meant) => {
    const [name = ''] = Object.keys(options);
    const expected = { code: 'INVALID_OPTION', category: 'usage' };
    expect(() => open(loose(options))).toThrow(expect.objectContaining(expected));
    expect(() => open(loose(options))).toThrow(
      `${reader} has no option "${name}"; did you mean ${meant}?`,
    );
  },
);

it('refuses an option of another reader, and one that is like no other', () => {
  expect(() => jsonLinesSource('a', loose({ at: 'data' }))).toThrow('has no option "at"');
  expect(() => csvSource('a', loose({ somethingElse: 1 }))).toThrow(/no option "somethingElse"\.$/);
  expect(() => csvSource('a', loose({ ['constructor']: 1 }))).toThrow('no option "constructor"');
});

it('ignores an option without a value, as a spread of optional ones has', () => {
  expect(() => csvSource('a', loose({ sheet: undefined }))).not.toThrow();
});
