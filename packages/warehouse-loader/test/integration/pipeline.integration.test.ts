import { filterRow, keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, name: `item ${index + 1}` }));

/** Rejects every tenth row, filters every seventh of the others. */
const sieve = rowStep('sieve', (row: Item) => {
  if (row.id % 10 === 0) {
    return rejectRow({ code: 'IS_TENTH', field: 'id', message: 'not a tenth' });
  }
  return row.id % 7 === 0 ? filterRow() : keepRow(row);
});

const collecting = { stopOnError: false, errorThreshold: 1 } as const;
const pipeline = new Pipeline<Item>('items', collecting).addStep(sieve);

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, name text not null)`;
  await sql`delete from pipeline_executions`;
});

const executions = () =>
  warehouse.sql`select * from pipeline_executions order by started_at, execution_id`;

test('a run stores its rows, its rejects, its metrics and its record', async () => {
  const { sql, loader } = warehouse;
  const bound = pipeline.bind(memorySource(items(1_000), { name: 'items.csv' }));
  const report = await loader.loadPipeline(bound, { into: 'items' });
  const rows = {
    read: 1_000,
    inserted: 772,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    deleted: 0,
    rejected: 100,
    filtered: 128,
    added: 0,
  };
  expect(report).toMatchObject({
    status: 'success',
    executionId: bound.executionId,
    pipelineName: 'items',
    target: 'public.items',
    source: { name: 'items.csv' },
    rows,
    attempts: 1,
    previousExecutionId: null,
  });
  expect(await executions()).toMatchObject([
    {
      execution_id: bound.executionId,
      pipeline_name: 'items',
      pipeline_version: bound.pipelineVersion,
      status: 'success',
      input_file_path: 'items.csv',
      input_sha256: report.source.sha256,
      target: 'public.items',
      load_mode: 'append',
      is_forced: false,
      rows_input: '1000',
      rows_output: '772',
      rows_failed: '100',
      rows_inserted: '772',
      rows_filtered: '128',
      error_code: null,
    },
  ]);
  const [reject] = await sql`select * from rejected_rows order by row_number limit 1`;
  expect(reject).toMatchObject({
    execution_id: bound.executionId,
    row_number: '10',
    line_number: '11',
    step_name: 'sieve',
    field: 'id',
    code: 'IS_TENTH',
    message: expect.stringContaining('not a tenth') as unknown,
    input: { id: 10, name: 'item 10' },
  });
  const [counts] = await sql`select (select count(*)::int from items) as loaded,
    (select count(*)::int from rejected_rows) as rejected`;
  expect(counts).toEqual({ loaded: 772, rejected: 100 });
  const metrics = await sql`select metric_name, metric_value::float8 from data_quality_metrics`;
  expect(metrics).toContainEqual({ metric_name: 'rejected_share', metric_value: 0.1 });
  expect(await warehouse.sessions()).toEqual([]);
});

test('the same source is skipped the second time, under any name, unless forced', async () => {
  const { sql, loader } = warehouse;
  const first = await loader.loadPipeline(pipeline.bind(memorySource(items(9))), { into: 'items' });
  const renamed = memorySource(items(9), { name: 'renamed.csv' });
  const again = await loader.loadPipeline(pipeline.bind(renamed), { into: 'items' });
  expect(again).toMatchObject({
    status: 'skipped',
    rows: { read: 0, inserted: 0 },
    previousExecutionId: first.executionId,
  });
  const upsert = { into: 'items', mode: 'upsert', upsertKeys: ['id'], force: true } as const;
  const forced = await loader.loadPipeline(pipeline.bind(renamed), upsert);
  expect(forced).toMatchObject({
    status: 'success',
    rows: { unchanged: 8 },
    previousExecutionId: first.executionId,
  });
  const other = memorySource(items(9).map((item) => ({ ...item, id: item.id + 100 })));
  const loaded = await loader.loadPipeline(pipeline.bind(other), { into: 'items' });
  expect(loaded.status).toBe('success');
  expect(await sql`select status, is_forced from pipeline_executions order by started_at`).toEqual([
    { status: 'success', is_forced: false },
    { status: 'skipped', is_forced: false },
    { status: 'success', is_forced: true },
    { status: 'success', is_forced: false },
  ]);
});

test('another version of the pipeline, and another table, load the same source again', async () => {
  const { sql, loader } = warehouse;
  await sql`create table if not exists other_items (id int primary key, name text not null)`;
  const source = memorySource(items(5));
  const newer = new Pipeline<Item>('items', { ...collecting, version: '2' }).addStep(sieve);
  await loader.loadPipeline(pipeline.bind(source), { into: 'items' });
  const other = await loader.loadPipeline(pipeline.bind(source), { into: 'other_items' });
  const upsert = { into: 'items', mode: 'upsert', upsertKeys: ['id'] } as const;
  const changed = await loader.loadPipeline(newer.bind(source), upsert);
  expect([other.status, changed.status]).toEqual(['success', 'success']);
});

test('a source without its own content is loaded every time', async () => {
  const { loader } = warehouse;
  const source = {
    ...memorySource(items(3)),
    identify: () => Promise.resolve({ name: 'api', sizeBytes: null, sha256: null }),
  };
  const upsert = { into: 'items', mode: 'upsert', upsertKeys: ['id'] } as const;
  await loader.loadPipeline(pipeline.bind(source), upsert);
  const again = await loader.loadPipeline(pipeline.bind(source), upsert);
  expect(again).toMatchObject({ status: 'success', rows: { unchanged: 3 } });
});

test('a pipeline that stops leaves no row, and keeps the rejects of the failed run', async () => {
  const { sql, loader } = warehouse;
  const strict = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 0.05 });
  const bound = strict.addStep(sieve).bind(memorySource(items(1_000)));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'items' }));
  expect(error).toMatchObject({
    code: 'ERROR_THRESHOLD_EXCEEDED',
    category: 'data',
    executionId: bound.executionId,
    target: 'public.items',
  });
  expect(await sql`select * from items`).toEqual([]);
  expect(await executions()).toMatchObject([
    { status: 'failed', error_code: 'ERROR_THRESHOLD_EXCEEDED', rows_output: '0' },
  ]);
  const [run] = await executions();
  const [kept] = await sql`select count(*)::int from rejected_rows
    where execution_id = ${bound.executionId}`;
  expect(kept).toEqual({ count: Number(run?.['rows_failed']) });
  expect(kept?.['count']).toBeGreaterThan(0);
  expect(await sql`select * from data_quality_metrics`).toEqual([]);
  const retried = await loader.loadPipeline(pipeline.bind(memorySource(items(1_000))), {
    into: 'items',
  });
  expect(retried.status).toBe('success');
});

test('a row that the server refuses is named with its line, and fails the run', async () => {
  const { sql, loader } = warehouse;
  await sql`insert into items values (501, 'taken')`;
  const bound = pipeline.bind(memorySource(items(1_000)));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'items' }));
  expect(error).toMatchObject({
    code: 'UNIQUE_VIOLATED',
    context: { rowNumber: 501, lineNumber: 502, stepName: 'load' },
  });
  expect(await sql`select id from items`).toEqual([{ id: 501 }]);
  expect(await executions()).toMatchObject([{ status: 'failed', error_code: 'UNIQUE_VIOLATED' }]);
  expect(await sql`select count(*)::int from rejected_rows`).toEqual([{ count: 100 }]);
});

test('more rejects than fit into memory are all kept, whether the run succeeds or fails', async () => {
  const { sql, loader } = warehouse;
  const text = 'x'.repeat(400);
  const many = items(20_000).map((item) => ({ ...item, name: text }));
  const picky = new Pipeline<Item>('picky', collecting).addStep(
    rowStep('pick', (row) =>
      row.id % 4 === 0 ? keepRow(row) : rejectRow({ code: 'NO', message: 'not a fourth' }),
    ),
  );
  const kept = async (executionId: string): Promise<unknown> => {
    const [found] = await sql`select count(*)::int, count(distinct row_number)::int as records
      from rejected_rows where execution_id = ${executionId}`;
    return found;
  };
  const good = picky.bind(memorySource(many, { batchSize: 1_000 }));
  const report = await loader.loadPipeline(good, { into: 'items' });
  expect(report.rows).toMatchObject({ inserted: 5_000, rejected: 15_000 });
  expect(await kept(good.executionId)).toEqual({ count: 15_000, records: 15_000 });

  await sql`truncate items`;
  await sql`insert into items values (20000, 'taken')`;
  const bad = picky.bind(memorySource(many, { batchSize: 1_000, name: 'again' }));
  const error = await failureOf(loader.loadPipeline(bad, { into: 'items', force: true }));
  expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED', context: { rowNumber: 20_000 } });
  expect(await kept(bad.executionId)).toEqual({ count: 15_000, records: 15_000 });
  expect(await sql`select count(*)::int from items`).toEqual([{ count: 1 }]);
});

test('a rejected record with any content is stored', async () => {
  const { sql, loader } = warehouse;
  const input = { nul: 'a\0b', half: '\ud800', big: 1n, text: 'tab\t\\N\n', nothing: null };
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const reject = (rowNumber: number, record: unknown) => ({
    rowNumber,
    lineNumber: null,
    stepName: 'read',
    field: 'nul\0',
    code: 'ODD',
    message: 'half \ud800 a character',
    input: record,
  });
  const rejected = [
    reject(1, input),
    reject(2, circle),
    reject(3, undefined),
    reject(4, 'raw,line'),
  ];
  const ledger = { rowsIn: 4, rowsOut: 0, rowsRejected: 4, rowsFiltered: 0, rowsAdded: 0 };
  const bound = {
    pipelineName: 'odd',
    pipelineVersion: '1',
    executionId: 'odd-run',
    identify: () => Promise.resolve({ name: 'odd', sizeBytes: null, sha256: null }),
    stream: () => ({
      ledger,
      async *[Symbol.asyncIterator]() {
        await Promise.resolve();
        yield { rows: [], rowNumbers: [], lineNumbers: [], rejected };
      },
    }),
  };
  expect((await loader.loadPipeline(bound, { into: 'items' })).rows.rejected).toBe(4);
  const found =
    await sql`select input::text as input, field, message from rejected_rows order by row_number`;
  expect(found.map((row) => row['input'] as unknown)).toEqual([
    '{"nul":"a\\u0000b","half":"\\ud800","big":"1","text":"tab\\t\\\\N\\n","nothing":null}',
    '"[object Object]"',
    'null',
    '"raw,line"',
  ]);
  expect(found[0]).toMatchObject({ field: 'nul\ufffd', message: 'half \ufffd a character' });
});

test.each([
  ['outputs fewer rows than it reports', { rowsIn: 3, rowsOut: 3 }],
  ['is not balanced', { rowsIn: 3, rowsOut: 2 }],
  ['forgets a rejected row', { rowsIn: 3, rowsOut: 2, rowsRejected: 1 }],
])('a pipeline that %s loads nothing', async (_, counts) => {
  const { sql, loader } = warehouse;
  const ledger = { rowsRejected: 0, rowsFiltered: 0, rowsAdded: 0, ...counts };
  const bound = {
    pipelineName: 'lying',
    pipelineVersion: '1',
    executionId: `lying ${_}`,
    identify: () => Promise.resolve({ name: 'lie', sizeBytes: null, sha256: null }),
    stream: () => ({
      ledger,
      async *[Symbol.asyncIterator]() {
        await Promise.resolve();
        const rows = items(2);
        yield { rows, rowNumbers: [1, 2], lineNumbers: [2, 3], rejected: [] };
      },
    }),
  };
  const error = await failureOf(loader.loadPipeline(bound, { into: 'items' }));
  expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
  expect(await sql`select * from items`).toEqual([]);
  expect(await executions()).toMatchObject([{ status: 'failed', error_code: 'LEDGER_IMBALANCE' }]);
});

test('an exception of the source fails the run, and its message stays out of the record', async () => {
  const { loader } = warehouse;
  const source = memorySource(items(300), {
    beforeBatch: (index) => {
      if (index === 2) throw new TypeError('secret value');
    },
  });
  const error = await failureOf(loader.loadPipeline(pipeline.bind(source), { into: 'items' }));
  expect(error.message).not.toContain('secret');
  const [run] = await executions();
  expect(run).toMatchObject({ status: 'failed', rows_failed: '20' });
  expect(JSON.stringify(run)).not.toContain('secret');
});

test('a run cannot be started twice with the same id', async () => {
  const { loader } = warehouse;
  const bound = pipeline.bind(memorySource(items(3)));
  await loader.loadPipeline(bound, { into: 'items' });
  const error = await failureOf(loader.loadPipeline(bound, { into: 'items', force: true }));
  expect(error).toMatchObject({ code: 'EXECUTION_EXISTS', category: 'usage' });
  expect(await executions()).toMatchObject([{ status: 'success' }]);
});

test('the events of a load contain table, counts and duration, never values', async () => {
  const { loader, logger } = warehouse;
  const before = logger.events.length;
  await loader.loadPipeline(pipeline.bind(memorySource(items(20))), { into: 'items' });
  const bad = pipeline.bind(memorySource(items(21)));
  await failureOf(loader.loadPipeline(bad, { into: 'items' }));
  const events = logger.events.slice(before);
  const site = { schema: 'public', table: 'items', mode: 'append' };
  const ofLoad = events.filter(({ event }) => event.startsWith('database.load.'));
  expect(ofLoad).toMatchObject([
    { level: 'info', event: 'database.load.started', context: site },
    {
      level: 'info',
      event: 'database.load.completed',
      context: { ...site, rows: { read: 20, rejected: 2 } },
    },
    { level: 'info', event: 'database.load.started' },
    {
      level: 'error',
      event: 'database.load.failed',
      context: {
        ...site,
        code: 'UNIQUE_VIOLATED',
        executionId: bad.executionId,
      },
    },
  ]);
  expect(ofLoad[1]?.context).toHaveProperty('durationMs', expect.any(Number));
  expect(ofLoad[3]?.context).toHaveProperty('rows.taken', expect.any(Number));
  const acquired = events.find(({ event }) => event === 'database.connection.acquired');
  expect(acquired?.context).toHaveProperty('durationMs', expect.any(Number));
  expect(JSON.stringify(events)).not.toContain('item 1');
});
