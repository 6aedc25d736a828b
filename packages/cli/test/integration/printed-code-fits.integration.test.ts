import { csvSource, jsonLinesSource, profileFile, profileJsonLines } from '@wdh/file-connector';
import { quoteIdentifier } from '@wdh/postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import { format } from 'prettier';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { printDdl, printDrop } from '../../src/generate/print-ddl.js';
import { printDrizzle, tableConstant } from '../../src/generate/print-drizzle.js';
import { printValibot, schemaConstant } from '../../src/generate/print-valibot.js';
import { reservedWords } from '../../src/generate/reserved-words.js';
import { typeName } from '../../src/generate/source-names.js';
import { designTable, type TableDesign } from '../../src/generate/table-design.js';
import { bytesOf } from '../support/bytes-of.js';
import { typeErrors } from '../support/check-types.js';
import { importModule } from '../support/import-module.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();

const csv = [
  `Order,User,姓名,2020 Total,$$,A b,a_B,when,ok,flag,ctid,constructor,At,Moment UTC,Big,uid,"it's ""x""",${'x'.repeat(80)},blank`,
  `1,x,王,1.50,,1,2,2024-01-02,t,true,a,c,2024-01-02 03:04,2024-01-02T03:04:05Z,9999999999,0f8fad5b-d9cb-469f-a165-70867728950e,007,,`,
  `2,"",王,-20,z,1,,2024-02-29,f,false,b,c,2024-01-02T03:04:05.678,2024-01-02 03:04:05+02:00,-1,f47ac10b-58cc-4372-a567-0e02b2c3d479,"a, ""b""",l,`,
].join('\n');
const json = [
  '{"userId":1,"isNew":true,"At":"2024-01-02T03:04:05Z","tags":["a"],"mixed":1,"名":"王"}',
  '{"userId":2,"price":1.50,"isNew":false,"At":"2024-01-03T03:04:05Z","tags":{"b":1},"mixed":"1","名":""}',
].join('\n');

const table = { schema: 'public', table: 'class' };
const ofCsv = async (text = csv): Promise<TableDesign> =>
  designTable(await profileFile(bytesOf(text)), table);
const ofJson = async (): Promise<TableDesign> =>
  designTable(await profileJsonLines(bytesOf(json), { name: '2024 events.jsonl.gz' }));

test('the printed statement creates the table, its required columns and its key', async () => {
  const { sql } = database;
  const design = await ofCsv();
  await sql`drop table if exists class`;
  await sql.unsafe(printDdl(design));
  const columns = await sql`
    select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
    from pg_attribute where attrelid = 'class'::regclass and attnum > 0 order by attnum`;
  expect(columns.map((column) => Object.values(column) as unknown[])).toEqual([
    ['order', 'integer', true],
    ['user', 'text', true],
    ['姓名', 'text', true],
    ['2020_total', 'numeric', true],
    ['column_5', 'text', false],
    ['a_b', 'integer', true],
    ['a_b_2', 'integer', false],
    ['when', 'date', true],
    ['ok', 'boolean', true],
    ['flag', 'boolean', true],
    ['ctid_2', 'text', true],
    ['constructor', 'text', true],
    ['at', 'timestamp without time zone', true],
    ['moment_utc', 'timestamp with time zone', true],
    ['big', 'bigint', true],
    ['uid', 'uuid', true],
    ['it_s_x', 'text', true],
    ['x'.repeat(63), 'text', false],
    ['blank', 'text', false],
  ]);
  const [key] = await sql`
    select conkey from pg_constraint where conrelid = 'class'::regclass and contype = 'p'`;
  expect(key).toEqual({ conkey: [1] });
});

test('the printed statements create a key of several columns, and drop the table', async () => {
  const { sql } = database;
  const design = { ...(await ofCsv()), primaryKey: ['姓名', 'order'] };
  await sql`drop table if exists class`;
  await sql.unsafe(printDdl(design));
  const [key] = await sql`
    select conkey from pg_constraint where conrelid = 'class'::regclass and contype = 'p'`;
  expect(key).toEqual({ conkey: [3, 1] });
  await sql.unsafe(printDrop(design));
  expect(await sql`select to_regclass('class') as found`).toEqual([{ found: null }]);
});

test('every word that the server reserves is quoted', async () => {
  const words = await database.sql`
    select word from pg_get_keywords() where catcode in ('R', 'T') order by word`;
  expect(words.length).toBeGreaterThan(70);
  expect(words.map(({ word }) => String(word)).filter((word) => !reservedWords.has(word))).toEqual(
    [],
  );
});

test('the printed modules compile, and a valid row is a row of the table', async () => {
  const modules: Record<string, string> = {};
  for (const [name, design] of Object.entries({
    csv: await ofCsv(),
    json: await ofJson(),
    other: { ...(await ofCsv()), table: { schema: 'raw-data', table: 'text' } },
    keys: { ...(await ofCsv()), primaryKey: ['姓名', '2020_total', 'order'] },
  })) {
    const type = typeName(design.table.table);
    modules[`${name}-table.ts`] = printDrizzle(design);
    modules[`${name}-schema.ts`] = printValibot(design);
    modules[`${name}-check.ts`] = `import type { ${type}Row } from './${name}-table.js';
      import type { Valid${type}Row } from './${name}-schema.js';
      export const toRow = (valid: Valid${type}Row): ${type}Row => valid;
      // @ts-expect-error -- a row of something else
      export const wrong: ${type}Row = { other: 1 };`;
  }
  expect(typeErrors(modules)).toEqual([]);
});

test.each([
  ['csv', ofCsv, () => csvRows()],
  ['json', ofJson, () => jsonLinesSource(bytesOf(json), { numbers: 'text' }).read()],
])('rows of %s that are valid load into the printed table', async (_, designOf, read) => {
  const { sql, loader } = database;
  const design = await designOf();
  const name = design.table.table;
  await sql.unsafe(`drop table if exists ${quoteIdentifier(name)}`);
  await sql.unsafe(printDdl(design));
  const { [tableConstant(name)]: into } = await importModule(printDrizzle(design));
  const { [schemaConstant(name)]: schema } = await importModule(printValibot(design));
  const rows: object[] = [];
  for await (const batch of read()) {
    for (const row of batch.rows)
      rows.push(v.parse(schema as v.GenericSchema<unknown, object>, row));
  }
  expect(await loader.load(rows, { into: into as PgTable })).toMatchObject({ rowsInserted: 2 });
});

async function* csvRows() {
  const { readOptions } = await profileFile(bytesOf(csv));
  const { columns } = await ofCsv();
  const renameColumns = Object.fromEntries(columns.map(({ source, name }) => [source, name]));
  yield* csvSource(bytesOf(csv), { ...readOptions, renameColumns }).read();
}

test.each([
  [
    ['1', '2'],
    ['-2147483648', '0'],
    ['', '1.5', '2147483648', '01', 'x', null],
  ],
  [
    ['1', ''],
    ['5', '', null],
    ['x', '1e5'],
  ],
  [['9999999999', '1'], ['-5'], ['', '1.5', '1234567890123456789']],
  [
    ['1.5', '2'],
    ['0.10', '-3'],
    ['1e5', '.5', 'NaN', ''],
  ],
  [['2024-01-01', '2024-01-02'], ['2024-02-29'], ['2023-02-29', '2024-1-1', '0000-01-01']],
  [['2024-01-01T10:00', '2024-01-01T11:00'], ['2024-02-29 10:00:00.5'], ['2024-02-30T10:00']],
  [['2024-01-01T10:00Z'], ['2024-02-29 10:00+05:30'], ['2024-01-01T10:00', '2024-01-01T24:00Z']],
  [['true', 'false'], ['true'], ['t', 'TRUE', '']],
  [['t', 'f'], ['f'], ['true', 'F']],
  [
    ['a', 'b'],
    ['x', ' '],
    ['', null],
  ],
  [['0f8fad5b-d9cb-469f-a165-70867728950e'], [], ['0F8FAD5B-D9CB-469F-A165-70867728950E']],
])('the printed schema of cells %j accepts %j and refuses %j', async (cells, good, bad) => {
  const design = await ofCsv(`id,n\n${cells.map((cell, at) => `${at},${cell}\n`).join('')}`);
  const { _classSchema: schema } = await importModule(
    printValibot({ ...design, columns: design.columns.slice(1) }),
  );
  const isValid = (cell: string | null): boolean =>
    v.safeParse(schema as v.GenericSchema, { n: cell }).success;
  expect(good.filter((cell) => !isValid(cell))).toEqual([]);
  expect(bad.filter((cell) => isValid(cell))).toEqual([]);
});

test('the printed modules are formatted', async () => {
  const options = { singleQuote: true, printWidth: 100, filepath: 'printed.ts' };
  const keyed = { ...(await ofCsv()), primaryKey: ['order', '2020_total'] };
  for (const design of [await ofCsv(), await ofJson(), keyed]) {
    const columns = design.columns.filter(({ name }) => name.length < 40);
    for (const code of [printDrizzle, printValibot].map((print) => print({ ...design, columns }))) {
      expect(code).toBe(await format(code, options));
    }
  }
});

test('a file with more columns than a table may have is refused', async () => {
  const names = Array.from({ length: 1601 }, (_, at) => `c${at}`).join(',');
  await expect(ofCsv(`${names}\n`)).rejects.toMatchObject({
    code: 'TOO_MANY_COLUMNS',
    category: 'schema',
  });
});
