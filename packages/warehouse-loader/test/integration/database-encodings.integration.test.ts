import { Pipeline } from '@wdh/pipeline-core';
import { databaseEncoding } from '@wdh/postgres';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { inEncodedDatabase } from '../warehouse/in-encoded-database.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const ofOneByte = [
  ...['LATIN1', 'LATIN2', 'LATIN3', 'LATIN4', 'LATIN6', 'LATIN7', 'LATIN8', 'LATIN9'],
  ...['ISO_8859_5', 'ISO_8859_6', 'ISO_8859_7', 'ISO_8859_8', 'KOI8R', 'KOI8U', 'WIN866', 'WIN874'],
  ...['WIN1250', 'WIN1251', 'WIN1252', 'WIN1253', 'WIN1254', 'WIN1255', 'WIN1256', 'WIN1257'],
  'WIN1258',
];

test('no character of a single-byte encoding of the server is refused', async () => {
  const { sql } = warehouse;
  await sql`create function decoded(code int, name text) returns text language plpgsql as $$
    begin return convert_from(decode(lpad(to_hex(code), 2, '0'), 'hex'), name);
    exception when others then return null; end $$`;
  for (const name of ofOneByte) {
    const rows = await sql<{ character: string | null }[]>`
      select decoded(code, ${name}) as character from generate_series(128, 255) as code`;
    const ofServer = rows
      .map(({ character }) => character)
      .filter((found): found is string => found !== null);
    expect(ofServer.length).toBeGreaterThan(30);
    const { characters } = databaseEncoding(name);
    if (characters === null || characters === 'all') throw new Error(`${name} is not known.`);
    expect(ofServer.filter((character) => !characters.has(character))).toEqual([]);
    expect(characters.size - ofServer.length).toBeLessThan(10);
    expect(characters.has('中')).toBe(false);
  }
});

/** Rows with one that the database cannot store, among more than one range. */
function rowsWith(text: string): readonly { readonly id: number; readonly name: string }[] {
  return Array.from({ length: 3_000 }, (_, id) => ({
    id,
    name: id === 1_234 ? text : `plain ${id}`,
  }));
}

describe.each([
  ['LATIN1', 'Müller', '5 €', 'name', '{"id":"1234","name":"5 \\u20ac"}'],
  ['WIN1252', '5 € für', '中文', 'name', '{"id":"1234","name":"\\u4e2d\\u6587"}'],
  ['LATIN9', '5 €', '😀', 'name', '{"id":"1234","name":"\\ud83d\\ude00"}'],
  [
    'EUC_JP',
    '日本語',
    '5 € für 日本',
    null,
    '{"id":"1234","name":"5 \\u20ac f\\u00fcr \\u65e5\\u672c"}',
  ],
])('a database of encoding %s', (encoding, fits, unfit, field, input) => {
  const tags = encoding === 'LATIN1' ? [] : ['full'];

  test.each(['append', 'upsert', 'replace'] as const)(
    'rejects the one row that it cannot store, by %s, and keeps its record',
    { tags },
    async (mode) => {
      await inEncodedDatabase(warehouse, encoding, async (sql, loader) => {
        await sql`create table texts (id int primary key, name text)`;
        const rows = [{ id: -1, name: fits }, ...rowsWith(unfit)];
        const report = await loader.loadPipeline(
          new Pipeline<object>('texts').bind(memorySource(rows)),
          { into: 'texts', mode, upsertKeys: ['id'], onRefusal: 'reject' },
        );
        expect(report.rows).toMatchObject({ inserted: 3_000, rejected: 1 });
        expect(await sql`select name from texts where id = -1`).toEqual([{ name: fits }]);
        const rejected = await sql`select row_number::int as row, code, field, message,
          replace(input::text, '1234,', '"1234",') as input from rejected_rows`;
        const code = 'TEXT_NOT_IN_ENCODING';
        expect(rejected).toMatchObject([{ row: 1_236, code, field, input }]);
        expect(JSON.stringify(rejected[0]?.['message'])).not.toContain('0x');
        const { name } = JSON.parse(String(rejected[0]?.['input'])) as { name: string };
        expect(name).toBe(unfit);
      });
    },
  );

  test(
    'loads a file whose name it cannot store, and records the name escaped',
    { tags },
    async () => {
      await inEncodedDatabase(warehouse, encoding, async (sql, loader) => {
        await sql`create table texts (id int, name text)`;
        const source = memorySource([{ id: 1, name: fits }], { name: `${unfit}.csv` });
        const pipeline = new Pipeline<object>('texts').bind(source);
        const report = await loader.loadPipeline(pipeline, { into: 'texts' });
        expect(report).toMatchObject({ status: 'success', rows: { inserted: 1 } });
        const stop = new Error(unfit);
        const broken = memorySource([{ id: 2 }], {
          name: 'broken.csv',
          beforeBatch: () => Promise.reject(stop),
        });
        const failed = loader.loadPipeline(new Pipeline<object>('broken').bind(broken), {
          into: 'texts',
        });
        await failureOf(failed);
        expect(await sql`select pipeline_name as name, status from pipeline_executions`).toEqual([
          { name: 'texts', status: 'success' },
          { name: 'broken', status: 'failed' },
        ]);
        const [run] = await sql`select input_file_path as name from pipeline_executions`;
        expect(JSON.parse(`"${String(run?.['name'])}"`)).toBe(`${unfit}.csv`);
      });
    },
  );

  test.each([
    ['name', new Pipeline<object>(`all ${unfit}`)],
    ['version', new Pipeline<object>('all', { version: `1 ${unfit}` })],
  ])('names the %s of a pipeline that it cannot store', { tags }, async (what, pipeline) => {
    await inEncodedDatabase(warehouse, encoding, async (sql, loader) => {
      await sql`create table texts (id int, name text)`;
      const bound = pipeline.bind(memorySource([{ id: 1, name: fits }]));
      const error = await failureOf(loader.loadPipeline(bound, { into: 'texts' }));
      expect(error).toMatchObject({ code: 'PIPELINE_NOT_RECORDABLE', category: 'usage' });
      expect(error.message).toContain(`The ${what} of the pipeline, "`);
      expect(await sql`select * from texts`).toEqual([]);
      expect(await sql`select * from pipeline_executions`).toEqual([]);
    });
  });

  test('fails a load with a clear code, and without the text', { tags }, async () => {
    await inEncodedDatabase(warehouse, encoding, async (sql, loader) => {
      await sql`create table texts (id int, name text)`;
      const error = await failureOf(loader.load(rowsWith(unfit), { into: 'texts' }));
      expect(error).toMatchObject({ code: 'TEXT_NOT_IN_ENCODING', category: 'data' });
      expect(error.message).not.toMatch(/0x|€|中|😀/);
      expect(error.message).toContain('encoding of the database');
      // Only the server knows a multi-byte encoding, and it does not report the row.
      const place = field === null ? {} : { rowNumber: 1_235, field };
      expect(error.context).toMatchObject(place);
      expect(await sql`select * from texts`).toEqual([]);
    });
  });
});

test('a database with the encoding SQL_ASCII stores every text unchanged', async () => {
  await inEncodedDatabase(warehouse, 'SQL_ASCII', async (sql, loader) => {
    await sql`create table texts (id int, name text)`;
    await loader.load([{ id: 1, name: '5 € 中文' }], { into: 'texts' });
    const [row] = await sql`select encode(name::bytea, 'hex') as bytes from texts`;
    expect(row).toEqual({ bytes: Buffer.from('5 € 中文').toString('hex') });
  });
});
