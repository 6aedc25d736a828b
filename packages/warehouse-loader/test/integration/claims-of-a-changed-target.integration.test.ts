import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const rows = [{ id: 1 }, { id: 2 }];
const create = 'create table target (id int)';

const load = (optionsSha256?: string, more: { readonly force?: boolean } = {}) => {
  const options = optionsSha256 === undefined ? {} : { optionsSha256 };
  const bound = new Pipeline<{ readonly id: number }>('changed').bind(memorySource(rows, options));
  return warehouse.loader.loadPipeline(bound, { into: 'target', ...more });
};
let seen = 0;
const warned = (event: string): boolean => warehouse.logger.eventNames.slice(seen).includes(event);

beforeEach(async () => {
  const { sql, logger } = warehouse;
  await sql`drop table if exists target`;
  await sql.unsafe(create);
  await sql`delete from pipeline_executions`;
  seen = logger.events.length;
});

test('a source that is loaded again into the unchanged table is skipped without a hint', async () => {
  const first = await load();
  expect(first).toMatchObject({ status: 'success', hint: null });
  for (const statement of ['vacuum full target', 'alter table target add column x int default 1']) {
    await warehouse.sql.unsafe(statement);
    expect(await load()).toMatchObject({ status: 'skipped', hint: null });
  }
  expect(warned('database.load.skipped')).toBe(false);
});

test.each([
  ['truncate target', /has no rows, and run exec_\S+ loaded 2 rows: they were deleted/],
  ['delete from target', /has no rows/],
  [`drop table target; ${create}`, /is not the one that run exec_\S+ loaded and has no rows/],
  [
    `drop table target; ${create}; insert into target values (7)`,
    /is not the one .* loaded: it was/,
  ],
])('after %s, a source is skipped with what to do', async (statement, message) => {
  const { sql } = warehouse;
  await load();
  await sql.unsafe(statement);
  const before = await sql`select * from target`;
  const again = await load();
  expect(again).toMatchObject({ status: 'skipped', rows: { inserted: 0 } });
  expect(again.hint).toMatch(message);
  expect(again.hint).toContain('load it again with force');
  expect(warehouse.logger.events.at(-2)).toMatchObject({
    level: 'warn',
    event: 'database.load.skipped',
    context: { hint: again.hint, previousExecutionId: again.previousExecutionId },
  });
  expect(await sql`select * from target`).toEqual(before);
  expect(await load(undefined, { force: true })).toMatchObject({ status: 'success', hint: null });
});

test('a source whose table does not exist is not skipped: the load fails and names it', async () => {
  const { sql } = warehouse;
  await load();
  await sql`drop table target`;
  const error = await failureOf(load());
  expect(error).toMatchObject({ code: 'TABLE_NOT_FOUND', category: 'schema' });
});

test('partitions are checked as well', async () => {
  const { sql } = warehouse;
  await sql`drop table target`;
  await sql`create table target (id int) partition by range (id)`;
  await sql`create table target_1 partition of target default`;
  await load();
  expect((await load()).hint).toBeNull();
  await sql`truncate target`;
  expect((await load()).hint).toMatch(/has no rows/);
});

test('a table that another session locks is not waited for', async () => {
  await load();
  await using owner = await openTransaction(warehouse.url);
  await owner.session`lock table target in access exclusive mode`;
  expect(await load()).toMatchObject({ status: 'skipped', hint: null });
});

test('a source that loaded no row leaves no hint in an empty table', async () => {
  const none = new Pipeline<object>('none').bind(memorySource<object>([]));
  const again = new Pipeline<object>('none').bind(memorySource<object>([]));
  await warehouse.loader.loadPipeline(none, { into: 'target' });
  const report = await warehouse.loader.loadPipeline(again, { into: 'target' });
  expect(report).toMatchObject({ status: 'skipped', hint: null });
});

test('the same content read with other options is another source, and reported as such', async () => {
  const { sql } = warehouse;
  const first = await load('semicolon');
  expect(await load('semicolon')).toMatchObject({ status: 'skipped' });
  const second = await load('comma');
  expect(second).toMatchObject({
    status: 'success',
    previousExecutionId: first.executionId,
    hint: expect.stringContaining('read with other options. Its rows are kept') as unknown,
  });
  expect(warned('database.source.reread')).toBe(true);
  for (const options of ['comma', 'semicolon']) {
    expect(await load(options)).toMatchObject({ status: 'skipped' });
  }
  expect(await sql`select id from target order by id`).toHaveLength(4);
});

test('a run without recorded options, as of older versions, claims for any options', async () => {
  await load();
  expect(await load('comma')).toMatchObject({ status: 'skipped', hint: null });
  await warehouse.sql`delete from pipeline_executions`;
  await load('comma');
  expect(await load()).toMatchObject({ status: 'skipped' });
});

test('the database refuses a second success with the same options, but not with others', async () => {
  const { sql } = warehouse;
  const insert = (executionId: string, options: string) => sql`
    insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
      status, target, load_mode, input_sha256, input_options)
    values (${executionId}, 'p', '1', now(), 'success', 't', 'append', 'abc', ${options})`;
  await insert('first', 'a');
  await insert('second', 'b');
  await expect(insert('third', 'a')).rejects.toMatchObject({
    constraint_name: 'pipeline_executions_claim_key',
  });
});
