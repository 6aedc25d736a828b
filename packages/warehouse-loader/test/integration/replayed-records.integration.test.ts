import {
  JsonNumber,
  NumberTexts,
  Pipeline,
  rejectRow,
  type RowBatch,
  type RowSource,
  rowStep,
} from '@wdh/pipeline-core';
import { openReplay } from '@wdh/runs';
import { expect, test } from 'vitest';
import { inEncodedDatabase } from '../warehouse/in-encoded-database.js';
import { memorySource } from '../warehouse/memory-source.js';
import { queryableOf } from '../warehouse/queryable-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

type Row = Record<string, unknown>;
type Form = Pick<RowBatch<Row>, 'areJsonValues' | 'numberTexts'>;

const hostile = {
  plain: 'text',
  empty: '',
  none: null,
  nul: 'a\0b',
  half: '\ud83d',
  foreign: '中 € \u{1f600}',
  escapes: '\\u0000 \\N "\t\r\n',
  digits: '007',
  ['a"column\\中']: '[1.50',
};
const values = {
  number: 1.5,
  flag: false,
  document: {
    list: [1, '1.50', new JsonNumber('1.50')],
    deep: { digits: new JsonNumber('1e400') },
  },
  ...hostile,
};
const others = { big: 2n ** 70n, day: new Date('2026-02-03T04:05:06.007Z'), zero: -0, not: NaN };

/** A source of rows as a reader of JSON Lines delivers them with `numbers: 'text'`. */
function withNumberTexts(row: Row, numbers: readonly string[]): RowSource<Row> {
  const source = memorySource([row]);
  return {
    ...source,
    async *read() {
      for await (const batch of source.read()) {
        const numberTexts = new NumberTexts();
        for (const each of batch.rows) {
          const original = numbers.map((name) => [name, Number(each[name])] as const);
          numberTexts.note(each, { ...each, ...Object.fromEntries(original) });
        }
        yield { ...batch, areJsonValues: true, numberTexts };
      }
    },
  };
}

function asJson(row: Row): RowSource<Row> {
  const source = memorySource([row]);
  return {
    ...source,
    async *read() {
      for await (const batch of source.read()) yield { ...batch, areJsonValues: true };
    },
  };
}

const forms: readonly (readonly [string, Row, RowSource<Row>, Form])[] = [
  ['texts of a CSV file', hostile, memorySource<Row>([hostile]), {}],
  ['values in memory', { ...values, ...others }, memorySource<Row>([{ ...values, ...others }]), {}],
  ['JSON values', values, asJson(values), { areJsonValues: true }],
  [
    'JSON values with numbers as texts',
    { ...values, number: '1.50', digits: '7' },
    withNumberTexts({ ...values, number: '1.50', digits: '7' }, ['number']),
    { areJsonValues: true, numberTexts: expect.any(NumberTexts) as NumberTexts },
  ],
];

async function batchesOf(source: RowSource<Row>): Promise<readonly RowBatch<Row>[]> {
  const batches: RowBatch<Row>[] = [];
  for await (const batch of source.read()) batches.push(batch);
  return batches;
}

const none = new Pipeline<Row>('none', { stopOnError: false, errorThreshold: 1 }).addStep(
  rowStep('reject', () => rejectRow({ code: 'NONE', message: 'no row is accepted' })),
);

test.each(['UTF8', 'LATIN1', 'WIN1252', 'SQL_ASCII'])(
  'records are read again exactly as the reader delivered them: %s',
  async (encoding) => {
    await inEncodedDatabase(warehouse, encoding, async (sql, loader) => {
      await sql`create table nothing (number int)`;
      for (const [, row, source, form] of forms) {
        const bound = none.bind(source);
        const { executionId } = await loader.loadPipeline(bound, { into: 'nothing', force: true });
        const replay = await openReplay(queryableOf(sql), executionId);
        const batches = await batchesOf(replay.source);
        expect(batches).toHaveLength(1);
        expect(batches[0]).toMatchObject(form);
        expect(Object.keys(batches[0] ?? {}).length).toBe(4 + Object.keys(form).length);
        expect(batches[0]?.rows).toStrictEqual([row]);
        expect(batches[0]).toMatchObject({ rowNumbers: [1], lineNumbers: [2] });
        const [read] = batches[0]?.rows ?? [];
        const texts = batches[0]?.numberTexts;
        if (read === undefined || texts === undefined) continue;
        expect(texts.wasNumber(read, 'number', '1.50')).toBe(true);
        expect(texts.wasNumber(read, 'digits', '7')).toBe(false);
      }
    });
  },
);

test.each(['append', 'upsert'] as const)(
  'a replay stores documents with the digits that the source had: %s',
  async (mode) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists documents`;
    await sql`create table documents (id int primary key, price json, code json, document json,
      constraint late check (id < 0))`;
    const row = { id: '1', price: '1.50', code: '1.50', document: { n: new JsonNumber('1.50') } };
    const options = { into: 'documents', mode, upsertKeys: ['id'], force: true } as const;
    const pipeline = new Pipeline<Row>('documents', { stopOnError: false, errorThreshold: 1 });
    const { executionId } = await loader.loadPipeline(
      pipeline.bind(withNumberTexts(row, ['id', 'price'])),
      { ...options, onRefusal: 'reject', errorThreshold: 1 },
    );
    await sql`alter table documents drop constraint late`;
    const replay = await openReplay(queryableOf(sql), executionId);
    expect(replay.counts).toMatchObject({ replayable: 1 });
    await loader.loadPipeline(pipeline.bind(replay.source), { ...options, replay });
    expect([...(await sql`select price::text, code::text, document::text from documents`)]).toEqual(
      [{ price: '1.50', code: '"1.50"', document: '{"n":1.50}' }],
    );
  },
);

test('records with values that JSON cannot store are counted, and not replayed', async () => {
  const { sql, loader } = warehouse;
  await sql`create table bytes (a bytea)`;
  const rows = memorySource<Row>([{ a: Buffer.from('x') }, { a: 'y' }]);
  const { executionId } = await loader.loadPipeline(none.bind(rows), { into: 'bytes' });
  const replay = await openReplay(queryableOf(sql), executionId);
  expect(replay.counts).toEqual({ replayable: 1, inexact: 1, malformed: 0, withoutRecord: 0 });
});

test('records that are large together are read in several batches', async () => {
  const { sql, loader } = warehouse;
  await sql`create table large (a text)`;
  const source = memorySource<Row>(
    Array.from({ length: 30 }, (_, index) => ({
      a: String(index).repeat(300_000).slice(0, 300_000),
    })),
    { batchSize: 5 },
  );
  const { executionId } = await loader.loadPipeline(none.bind(source), { into: 'large' });
  const replay = await openReplay(queryableOf(sql), executionId);
  const batches = await batchesOf(replay.source);
  expect(batches.map(({ rows }) => rows.length)).toEqual([13, 13, 4]);
  expect(batches.flatMap(({ rowNumbers }) => rowNumbers)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
});
