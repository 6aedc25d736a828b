import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CellFormats, numberFormat, numberFormatOf } from '@wdh/file-connector';
import { rowStep } from '@wdh/pipeline-core';
import { numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { csv, defineJob, type Job, jsonLines, replayRun, runJob } from '../../src/index.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();
const fixture = (name: string): string =>
  fileURLToPath(
    new URL(`../../../file-connector/test/fixtures/read-any-file/${name}`, import.meta.url),
  );

const items = pgTable('items', {
  name: text().primaryKey(),
  price: numeric(),
  share: numeric(),
  stock: numeric(),
});
type Item = typeof items.$inferInsert;
const createItems =
  'create table items (name text primary key, price numeric, share numeric, stock numeric)';
const german: CellFormats = {
  price: numberFormatOf('number:1.234,56 €'),
  share: numberFormat({ decimal: ',', percent: 'fraction' }),
  stock: numberFormat({ integer: true, group: '.' }),
};

async function run(job: Job, input: string) {
  const { error, rows, executionId } = await runJob(
    job,
    { input, errorThreshold: 1 },
    { connectionUrl: place.connectionUrl },
  );
  expect(error).toBeNull();
  return { rows, executionId };
}

const rejects = () =>
  place.sql`select line_number::int as line, field, code, message from rejected_rows order by line_number`;

it('loads numbers with a decimal comma, currency and percent exactly, and rejects the others', async () => {
  await place.sql.unsafe(createItems);
  const job = defineJob({
    name: 'items',
    source: csv({
      delimiter: ';',
      columns: ['name', 'price', 'share', 'stock'],
      renameColumns: { Artikel: 'name', Preis: 'price', Anteil: 'share', Bestand: 'stock' },
      formats: german,
    }),
    steps: (rows) => rows,
    into: items,
  });
  const { rows } = await run(job, fixture('decimal-comma.csv'));
  expect(rows).toMatchObject({ read: 5, inserted: 3, rejected: 2 });
  expect([...(await place.sql`select * from items order by price`)]).toEqual([
    { name: 'Mutter', price: '0.05', share: '1.00', stock: '-20' },
    { name: 'Schraube', price: '1234.56', share: '0.125', stock: '1000' },
    { name: 'Bolzen', price: '12345678.90', share: '0.0025', stock: '0' },
  ]);
  expect([...(await rejects())]).toEqual([
    {
      line: 5,
      field: 'price',
      code: 'NOT_A_DECIMAL',
      message: 'expected a decimal number as 1.234,56 €',
    },
    {
      line: 6,
      field: 'share',
      code: 'NOT_A_DECIMAL',
      message: 'expected a decimal number as 1234,56 %',
    },
  ]);
});

it('loads each way to write a negative amount', async () => {
  const balances = pgTable('balances', { account: text().primaryKey(), balance: numeric() });
  await place.sql`create table balances (account text primary key, balance numeric)`;
  const balance = numberFormat({
    group: ',',
    negative: ['(1)', '1-', '−1', '1 DR'],
    positive: ['1 CR'],
  });
  const job = defineJob({
    name: 'balances',
    source: csv({ columns: ['account', 'balance'], formats: { balance } }),
    steps: (rows) => rows,
    into: balances,
  });
  await run(job, fixture('negative-amounts.csv'));
  expect(
    [...(await place.sql`select account, balance from balances order by account`)].map(
      (row) => row['balance'] as unknown,
    ),
  ).toEqual(['-1234.56', '-1234.56', '-1234.56', '-1234.56', '1234.56']);
  expect([...(await rejects())]).toMatchObject([{ line: 7, field: 'balance' }]);
});

it('loads numbers of JSON in their one meaning beside texts', async () => {
  await place.sql.unsafe(createItems);
  const input = join(place.folder, 'items.jsonl');
  const lines = [
    { name: 'text', price: '1.234,56', stock: '1.000' },
    { name: 'number', price: 1.234, stock: 1000 },
    { name: 'missing', price: null },
    { name: 'point', price: '1234.56' },
    { name: 'fraction', stock: 1.5 },
    { name: 'list', price: [1] },
  ];
  await writeFile(input, lines.map((line) => JSON.stringify(line)).join('\n'));
  const { price, stock } = german;
  if (price === undefined || stock === undefined) throw new Error('the formats are missing');
  for (const numbers of ['number', 'text'] as const) {
    const job = defineJob({
      name: `items-${numbers}`,
      source: jsonLines({ formats: { price, stock }, numbers }),
      steps: (rows) => rows.addStep(rowStep('typed', (row) => row as Item)),
      into: items,
      mode: 'replace',
    });
    await run(job, input);
    expect([...(await place.sql`select name, price, stock from items order by name`)]).toEqual([
      { name: 'missing', price: null, stock: null },
      { name: 'number', price: '1.234', stock: '1000' },
      { name: 'text', price: '1234.56', stock: '1000' },
    ]);
  }
});

it('replays no record that the reader rejected, as a replay does not read files', async () => {
  await place.sql.unsafe(createItems);
  const input = join(place.folder, 'items.csv');
  await writeFile(input, 'name,price\na,"1.234,50"\nb,1.234.5\n');
  const price = numberFormat({ decimal: ',', group: '.' });
  const columns = ['name', 'price'] as const;
  const job = defineJob({
    name: 'items',
    source: csv({ columns, formats: { price } }),
    steps: (rows) => rows,
    into: items,
  });
  const { executionId } = await run(job, input);
  const { open } = await replayRun(job, executionId, { connectionUrl: place.connectionUrl });
  expect(open).toMatchObject({ replayable: 0, malformed: 1 });
});

it('loads the same file again by another format', async () => {
  await place.sql.unsafe(createItems);
  const input = join(place.folder, 'again.csv');
  await writeFile(input, 'name,price\na,1.234\n');
  const columns = ['name', 'price'] as const;
  const by = (price: string) =>
    defineJob({
      name: 'items',
      source: csv({ columns, formats: { price: numberFormatOf(price) } }),
      steps: (rows) => rows,
      into: items,
      mode: 'upsert',
      keys: ['name'],
    });
  expect((await run(by('number:1.234,56'), input)).rows).toMatchObject({ inserted: 1 });
  expect((await run(by('number:1,234.56'), input)).rows).toMatchObject({ updated: 1 });
  expect([...(await place.sql`select price from items`)]).toEqual([{ price: '1.234' }]);
});
