import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { loadModes } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const canary = 'canary4711';

const rows = Array.from({ length: 3_000 }, (_, index) => ({
  id: index + 1,
  v: index === 2_221 ? canary : 'fine',
}));
const bound = () =>
  new Pipeline<object>('named', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(rows));

/** Has the table refuse the canary by RAISE with these options. */
async function refuseBy(
  using: string,
  when = 'before insert on named for each row',
): Promise<void> {
  await warehouse.sql.unsafe(`drop table if exists named cascade;
    create table named (id int constraint named_key primary key, v text);
    create or replace function refuse() returns trigger language plpgsql as $$ begin
      if new.v = '${canary}' then raise exception using ${using}; end if; return new; end $$;
    create trigger refuse ${when} execute function refuse()`);
}

beforeEach(async () => {
  await warehouse.sql`truncate pipeline_executions cascade`;
});

/** All records of a run, except the records of the rejects. */
async function recordsOf(error?: Error): Promise<string> {
  const { sql, logger } = warehouse;
  const runs = await sql`select * from pipeline_executions`;
  const rejects = await sql`select step_name, field, code, message from rejected_rows`;
  return JSON.stringify([runs, rejects, logger.events, error?.message ?? '', error]);
}

const usings = [
  `message = new.v, column = new.v, constraint = new.v, table = new.v`,
  `message = new.v, column = new.v, constraint = new.v, table = new.v, errcode = '23514'`,
  `message = new.v, detail = new.v, hint = new.v, schema = new.v, datatype = new.v`,
  `message = new.v, column = new.v, errcode = '22P02'`,
  `message = new.v, constraint = new.v, errcode = '23505'`,
  `message = new.v, table = new.v, errcode = '42P01'`,
];

test.each(usings.flatMap((using) => loadModes.map((mode) => ({ using, ...mode }))))(
  'a value that is raised as a name is not shown, with $mode, $using',
  { tags: ['full'] },
  async ({ using, ...mode }) => {
    await refuseBy(using);
    const error = await failureOf(warehouse.loader.load(rows, { into: 'named', ...mode }));
    expect(await recordsOf(error)).not.toContain(canary);
    const options = { into: 'named', onRefusal: 'reject', ...mode } as const;
    await warehouse.loader.loadPipeline(bound(), options).catch(() => undefined);
    expect(await recordsOf()).not.toContain(canary);
  },
);

test.each(loadModes)(
  'names of the table are shown, with $mode, regardless of their origin',
  async (mode) => {
    await refuseBy(
      `message = new.v, column = 'v', constraint = 'named_key', table = 'named', errcode = '23514'`,
    );
    const error = await failureOf(warehouse.loader.load(rows, { into: 'named', ...mode }));
    expect(error.message).toContain('column "v", constraint "named_key"');
    expect(await recordsOf(error)).not.toContain(canary);
  },
);

test('a value that is raised at COMMIT is not shown', async () => {
  const using = `message = new.v, column = new.v, constraint = new.v, table = new.v`;
  await refuseBy(using);
  await warehouse.sql.unsafe(`drop trigger refuse on named; create constraint trigger refuse
    after insert on named deferrable initially deferred for each row execute function refuse()`);
  const error = await failureOf(warehouse.loader.loadPipeline(bound(), { into: 'named' }));
  expect(await recordsOf(error)).not.toContain(canary);
});

test('a value that a check raises as a name is not shown', async () => {
  await refuseBy(`message = 'x'`, 'after delete on named for each row');
  await warehouse.sql.unsafe(`create or replace function find() returns setof int language plpgsql
    as $$ declare found text; begin select max(v) into found from named where v <> 'fine';
      raise exception using message = found, column = found, constraint = found, table = found,
        errcode = '23514'; end $$`);
  const checks = [{ name: 'odd', severity: 'warn', sql: 'select * from find()' }] as const;
  const error = await failureOf(warehouse.loader.loadPipeline(bound(), { into: 'named', checks }));
  expect(error).toMatchObject({ code: 'CHECK_FAILED_TO_RUN' });
  expect(await recordsOf(error)).not.toContain(canary);
});

/** Has a trigger raise the only value as SQLSTATE, in a load that fails and in one that rejects. */
async function raiseState(v: string): Promise<Error> {
  await refuseBy(`message = 'x'`);
  await warehouse.sql.unsafe(`create or replace function refuse() returns trigger language plpgsql
    as $$ begin raise exception using errcode = new.v; end $$`);
  const rows = [{ id: 0, v }];
  const bad = new Pipeline<object>('named', { stopOnError: false, errorThreshold: 1 });
  const options = { into: 'named', onRefusal: 'reject' } as const;
  await warehouse.loader.loadPipeline(bad.bind(memorySource(rows)), options).catch(() => undefined);
  return failureOf(warehouse.loader.load(rows, { into: 'named' }));
}

test.each([
  ['42301', '42000'],
  ['12345', 'P0001'],
  ['P0123', 'P0001'],
])('the value %s that is raised as SQLSTATE is shown as %s', async (v, shown) => {
  const error = await raiseState(v);
  expect(error.message).toContain(`SQLSTATE ${shown}`);
  expect(await recordsOf(error)).not.toContain(v);
});

test('a known SQLSTATE is shown, regardless of its origin', async () => {
  expect((await raiseState('23514')).message).toContain('SQLSTATE 23514');
});
