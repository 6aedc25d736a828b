import { describe, expect, it } from 'vitest';
import { readText } from '../../test/support/read-text.js';
import { csvOptionsHash } from '../csv/csv-source-options.js';
import { csvSource } from '../csv/csv-source.js';
import { jsonLinesSource } from '../json-lines/json-lines-source.js';
import { profileFile } from '../profile/profile-file.js';
import type { CellFormat } from './cell-format.js';
import type { CellFormats } from './row-formats.js';

const whole = /^\d{1,3}(?:\.\d{3})*$/;
/** Whole numbers with a dot between groups. */
const grouped: CellFormat = {
  name: 'test:1.234',
  code: 'NOT_GROUPED',
  expected: 'a number as 1.234',
  parse: (cell) => (whole.test(cell) ? cell.replaceAll('.', '') : null),
  parseNumber: (text) => (Number.isInteger(Number(text)) ? text : null),
};
const formats = { price: grouped };

async function readJson(
  lines: readonly string[],
  options: { formats: CellFormats; numbers?: 'number' | 'text' },
) {
  const text = lines.join('\n');
  const source = jsonLinesSource([new TextEncoder().encode(text)] as never, options);
  const rows: object[] = [];
  const rejected: object[] = [];
  for await (const batch of source.read()) {
    rows.push(...batch.rows);
    rejected.push(...batch.rejected);
  }
  return { rows, rejected, statistics: source.statistics };
}

describe('formats of csvSource', () => {
  it('converts the cells of the column and no other', async () => {
    const { rows, rejected } = await readText('id,price\n1.234,1.234\n2,5\n', { formats });
    expect(rows).toEqual([
      { id: '1.234', price: '1234' },
      { id: '2', price: '5' },
    ]);
    expect(rejected).toEqual([]);
  });

  it('rejects a record with a wrong cell as a malformed one, by code, column and line', async () => {
    const text = 'id,price\n1,"1.2\n3"\n2,7\n3,1.23\n';
    const { rows, rowNumbers, rejected, statistics } = await readText(text, { formats });
    expect(rows).toEqual([{ id: '2', price: '7' }]);
    expect(rowNumbers).toEqual([2]);
    expect(rejected).toEqual([
      {
        rowNumber: 1,
        lineNumber: 2,
        stepName: 'read',
        field: 'price',
        code: 'NOT_GROUPED',
        message: 'expected a number as 1.234 (lines 2 to 3)',
        input: '1,"1.2\n3"',
      },
      expect.objectContaining({ rowNumber: 3, lineNumber: 5, input: '3,1.23' }),
    ]);
    expect(statistics).toMatchObject({ lines: 5, recordLines: 4, records: 3, rows: 1 });
    expect(statistics).toMatchObject({ malformed: 2 });
  });

  it('names every wrong cell of a record', async () => {
    const both = { a: grouped, b: grouped };
    const { rejected } = await readText('a,b\nx,y\n', { formats: both });
    expect(rejected[0]).toMatchObject({
      field: 'a',
      message: 'expected a number as 1.234; b: expected a number as 1.234',
    });
  });

  it('decides about null before the format, and never after it', async () => {
    const nullValues = ['', '1.234', '5678'];
    const text = 'id,price\n1,\n2,1.234\n3,5.678\n4,""\n';
    const { rows, rejected } = await readText(text, { formats, nullValues });
    expect(rows.map(({ price }) => price)).toEqual([null, null, '5678']);
    expect(rejected.map(({ rowNumber }) => rowNumber)).toEqual([4]);
  });

  it('states how an empty cell becomes null', async () => {
    const { rejected } = await readText('id,price\n1,\n', { formats });
    expect(rejected[0]?.message).toBe(
      "expected a number as 1.234; nullValues: [''] makes an empty cell null",
    );
  });

  it('states how an empty cell in quotes becomes null', async () => {
    const { rejected } = await readText('id,price\n1,""\n', { formats, nullValues: [''] });
    expect(rejected[0]?.message).toBe(
      'expected a number as 1.234; nullQuoted: true makes an empty cell null',
    );
  });

  it('converts a repaired record, and counts no repair of a rejected one', async () => {
    const text = 'id,price\n1,1.234,\n2,oops,\n3,3,\n';
    const { rows, statistics } = await readText(text, { formats, policy: 'lenient' });
    expect(rows.map(({ price }) => price)).toEqual(['1234', '3']);
    expect(statistics.repairs.EXTRA_EMPTY_FIELDS).toBe(2);
  });

  it('does not count wrong cells as a sign of another dialect', async () => {
    const text = `id,price\n${'1,x\n'.repeat(50)}1,5\n`;
    const { rejected } = await readText(text, { formats, maxConsecutiveMalformed: 10 });
    expect(rejected).toHaveLength(50);
  });

  it('names columns as they are after renaming', async () => {
    const options = { formats, renameColumns: { Preis: 'price' } };
    expect((await readText('Preis\n1.234\n', options)).rows).toEqual([{ price: '1234' }]);
  });

  it('keeps a column named __proto__ a column', async () => {
    const own = Object.fromEntries([['__proto__', grouped]]);
    const { rows } = await readText('__proto__,b\n1.234,2\n', { formats: own });
    expect(JSON.stringify(rows)).toBe('[{"__proto__":"1234","b":"2"}]');
  });

  it('fails before the first row for a column that the file lacks', async () => {
    await expect(readText('id,price\n1,2\n', { formats: { prize: grouped } })).rejects.toThrow(
      /CSV_HEADER_INVALID.*no column "prize" for formats \(did you mean "price"\?\)/,
    );
  });

  it.each([
    { columns: ['id'], formats },
    { hasHeader: false, columns: ['id'], formats },
    { formats: { price: '1.234' as never } },
    { formats: { price: { name: 'x' } as never } },
    { formats: 'price' as never },
    { formats: null as never },
    { formats: ['number:1234'] as never },
    { formats: new Map([['price', 'number:1234']]) as never },
  ])('refuses %j at once', (options) => {
    expect(() => csvSource('x.csv', options)).toThrow(/INVALID_OPTION.*format/);
  });

  it('has another hash for another format, and none for no format', () => {
    const other = { price: { ...grouped, name: 'test:1,234' } };
    const hashes = [{}, { formats }, { formats: other }].map(csvOptionsHash);
    expect(new Set(hashes).size).toBe(3);
    expect(csvOptionsHash({ formats: {} })).toBe(csvOptionsHash({}));
  });

  it('profiles the converted cells', async () => {
    const bytes = new TextEncoder().encode('id,price\n1,1.234\n2,5.678\n3,x\n');
    const { columns, malformed } = await profileFile([bytes] as never, { formats });
    expect(columns[1]).toMatchObject({ type: 'integer', min: '1234', max: '5678' });
    expect(malformed.count).toBe(1);
  });
});

describe('formats of jsonLinesSource', () => {
  const lines = [
    '{"id":1,"price":"1.234"}',
    '{"id":2,"price":1234}',
    '{"id":3,"price":null}',
    '{"id":4}',
    '{"id":5,"price":1.234}',
    '{"id":6,"price":[1]}',
    '{"id":7,"price":true}',
    '{"id":8,"price":""}',
  ];

  it.each(['number', 'text'] as const)(
    'converts texts, and numbers by their one meaning (numbers: %s)',
    async (numbers) => {
      const { rows, rejected, statistics } = await readJson(lines, { formats, numbers });
      const prices = rows.map((row) => (row as { price?: unknown }).price);
      expect(prices).toEqual(['1234', '1234', null, undefined]);
      expect(rejected).toHaveLength(4);
      expect(rejected[0]).toMatchObject({ lineNumber: 5, code: 'NOT_GROUPED', field: 'price' });
      expect(rejected[0]).toMatchObject({ message: 'expected a number as 1.234' });
      expect(rejected[3]).toMatchObject({
        message: 'expected a number as 1.234, found an empty text',
      });
      expect(statistics).toMatchObject({ records: 8, rows: 4, malformed: 4 });
    },
  );

  it('refuses a format of a property that columns leaves out', () => {
    expect(() => jsonLinesSource('x.jsonl', { columns: ['id'], formats })).toThrow(
      'formats names "price", which is not one of columns',
    );
  });

  it('reads no property that the record inherits', async () => {
    const { rows } = await readJson(['{"id":1}'], { formats: { constructor: grouped } });
    expect(rows).toEqual([{ id: 1 }]);
  });

  it('has another hash for another format', async () => {
    const hashes = [{}, { formats: {} }, { formats }].map(async (options) => {
      const source = jsonLinesSource([] as never, options);
      return (await source.identify()).optionsSha256;
    });
    const [none, empty, some] = await Promise.all(hashes);
    expect(empty).toBe(none);
    expect(some).not.toBe(none);
  });
});
