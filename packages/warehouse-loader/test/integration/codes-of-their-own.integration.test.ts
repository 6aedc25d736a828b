import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import type { LoadError } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { loadModes } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const canary = 'canary4711';

type Row = Readonly<Record<string, unknown>>;
const bound = (rows: readonly Row[]) =>
  new Pipeline<Row>('coded', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(rows));
const rowsOf = (value: string, bad: string): Row[] =>
  Array.from({ length: 3_000 }, (_, index) => ({
    id: index + 1,
    v: index === 2_221 ? bad : value,
  }));

beforeEach(async () => {
  await warehouse.sql`drop table if exists coded`;
  await warehouse.sql`delete from pipeline_executions`;
});

/** Expects the value nowhere in the records of the run except the rejects. */
async function expectNoCanary(error?: Error): Promise<void> {
  const { sql, logger } = warehouse;
  const runs = await sql`select * from pipeline_executions`;
  expect(JSON.stringify([runs, logger.events, error?.message ?? ''])).not.toContain(canary);
}

/**
 * Loads on refusal `fail`, then `reject`, which rejects the one bad row; returns the error of the
 * first.
 */
async function errorOfBadRow(
  rows: readonly Row[],
  mode: (typeof loadModes)[number],
): Promise<LoadError> {
  const { loader } = warehouse;
  const error = await failureOf(loader.load(rows, { into: 'coded', ...mode }));
  const options = { into: 'coded', onRefusal: 'reject', ...mode } as const;
  const report = await loader.loadPipeline(bound(rows), options);
  expect(report.rows).toMatchObject({ inserted: 2_999, rejected: 1 });
  await expectNoCanary(error);
  return error;
}

/** Types whose input refuses a text by a code that is not about data, and such a text. */
const types = [
  ['tsquery', 'one', `${canary} &`],
  ['jsonpath', '$.a', `$.${canary} !`],
  ['regclass', 'pg_class', canary],
  ['regtype', 'int4', canary],
  ['jsonb', '[]', '['.repeat(20_000) + canary],
] as const;

test.each(
  types.flatMap(([type, good, bad]) => loadModes.map((mode) => ({ type, good, bad, ...mode }))),
)(
  'with $mode, a $type that cannot be read is an error of its row',
  { tags: ['full'] },
  async (given) => {
    const { sql } = warehouse;
    const { type, good, bad, ...mode } = given;
    await sql.unsafe(`create table coded (id int primary key, v ${type})`);
    expect(await errorOfBadRow(rowsOf(good, bad), mode)).toMatchObject({
      code: 'VALUE_INVALID',
      category: 'data',
      context: { rowNumber: 2_222, field: 'v' },
    });
    const rejected = await sql`select row_number::int, field, code, message from rejected_rows`;
    expect(rejected).toMatchObject([{ row_number: 2_222, field: 'v', code: 'VALUE_INVALID' }]);
    expect(JSON.stringify(rejected)).not.toContain(canary);
  },
);

test.each(loadModes)(
  'with $mode, the SQLSTATE that a trigger chooses is an error of its row',
  async (mode) => {
    const { sql } = warehouse;
    await sql`create table coded (id int primary key, v text)`;
    await sql`create or replace function own_code() returns trigger language plpgsql as $$
      begin
        if new.v <> 'fine' then raise exception 'not %', new.v using errcode = '45000'; end if;
        return new;
      end $$`;
    await sql`create trigger own_code before insert on coded for each row execute function own_code()`;
    expect(await errorOfBadRow(rowsOf('fine', canary), mode)).toMatchObject({
      code: 'TRIGGER_REFUSED',
      context: { rowNumber: 2_222 },
    });
  },
);

test.each(loadModes)(
  'with $mode, a value that a trigger uses as the name of a missing table is not shown',
  async (mode) => {
    const { sql, loader } = warehouse;
    await sql`create table coded (id int primary key, v text)`;
    await sql`create or replace function look_up() returns trigger language plpgsql as $$
      begin execute format('select from %I', new.v); return new; end $$`;
    await sql`create trigger look_up before insert on coded for each row execute function look_up()`;
    const options = { into: 'coded', onRefusal: 'reject', ...mode } as const;
    const error = await failureOf(loader.loadPipeline(bound(rowsOf('pg_class', canary)), options));
    expect(error).toMatchObject({ code: 'TABLE_NOT_FOUND', category: 'schema' });
    await expectNoCanary(error);
  },
);
