import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checkInput, defineJob, excel, runJob } from '../../src/index.js';

/** Made by LibreOffice: two records, and one with an error. */
const workbook = new URL(
  '../../../file-connector/test/fixtures/workbooks/every-kind-of-cell.xlsx',
  import.meta.url,
);
let connectionUrl: string;
let sql: Sql;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  connectionUrl = database.url;
  drop = () => database.drop();
  sql = postgres(connectionUrl, { max: 1, onnotice: () => undefined });
  await sql`create table cells (id text primary key, number numeric, day date, moment timestamp, hours interval, is_true boolean)`;
});

afterAll(async () => {
  await sql.end();
  await drop();
});

const cells = (sheet: string) =>
  defineJob({
    name: 'cells',
    source: excel({
      example: workbook,
      sheet,
      headerRow: 2,
      nullValues: [''],
      renameColumns: { is: 'is_true' },
    }),
    steps: (rows) => rows,
    into: 'cells',
  });

it('loads the exact values of a sheet, rejects the row with an error, and skips it again', async () => {
  const request = { onBadRow: 'collect', errorThreshold: 1 } as const;
  const outcome = await runJob(cells('Every kind'), request, { connectionUrl });
  expect(outcome).toMatchObject({
    status: 'success',
    rows: { read: 3, inserted: 2, rejected: 1 },
  });
  expect(
    await sql`select id, number::text, day::text, moment::text, hours::text, is_true from cells order by id desc`,
  ).toEqual([
    {
      id: '12345678901234567',
      number: '0.1',
      day: '2025-03-05',
      moment: '2025-03-05 13:45:00',
      hours: '36:30:00',
      is_true: true,
    },
    {
      id: '007',
      number: '100000000000000000000',
      day: '1999-12-31',
      moment: null,
      hours: null,
      is_true: false,
    },
  ]);
  const rejected = await sql`select line_number, code, field, message from rejected_rows`;
  expect(rejected).toMatchObject([{ line_number: '7', code: 'CELL_ERROR', field: 'formula' }]);
  const again = await runJob(cells('Every kind'), request, { connectionUrl });
  expect(again).toMatchObject({ status: 'skipped' });
});

it('fails for a sheet that is missing, with the names of the others', async () => {
  const outcome = await runJob(cells('2025'), {}, { connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'SHEET_UNCLEAR' } });
  await expect(checkInput(cells('2025'), {})).rejects.toThrow('"Every kind", "Other"');
});

it('refuses an encoding, which a workbook does not have', () => {
  const { source } = { source: excel({ example: workbook }) };
  expect(() => source.open('in.xlsx', { encoding: 'utf-8' })).toThrow('has no encoding');
});
