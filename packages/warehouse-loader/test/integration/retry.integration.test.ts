import {
  blackHole,
  cut,
  lostReply,
  NetworkProxy,
  onConnectionOf,
  onReply,
  onStatement,
} from '@wdh/fault-injection';
import { keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
let proxy: NetworkProxy;

interface Item {
  readonly id: number;
  readonly note: string;
}

const items: readonly Item[] = Array.from({ length: 5_000 }, (_, index) => ({
  id: index + 1,
  note: 'x'.repeat(900),
}));
const pipeline = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 }).addStep(
  rowStep('half', (row) =>
    row.id % 2 === 0 ? keepRow(row) : rejectRow({ code: 'ODD', message: 'an even number' }),
  ),
);
const options = { into: 'retried', retry: { maxAttempts: 3, backoffMs: 10 } } as const;

beforeEach(async () => {
  const { sql } = warehouse;
  proxy = await NetworkProxy.start(warehouse.url);
  await sql`drop table if exists retried`;
  await sql`drop sequence if exists tries`;
  await sql`create table retried (id int primary key, note text)`;
  await sql`create sequence tries`;
  await sql`delete from pipeline_executions`;
});

afterEach(() => proxy[Symbol.asyncDispose]());

/** Lets the first attempts fail with an SQLSTATE; a sequence is not rolled back. */
async function failFirst(attempts: number, sqlState: string): Promise<void> {
  await warehouse.sql.unsafe(`
    create or replace function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= ${attempts} then raise exception 'no' using errcode = '${sqlState}'; end if;
      return null; end $$;
    create trigger fail_first after insert on retried
    for each statement execute function fail_first()`);
}

async function expectLoadedOnce(attempts: number): Promise<void> {
  const { sql } = warehouse;
  const [counts] = await sql`select (select count(*)::int from retried) as loaded,
    (select count(*)::int from rejected_rows) as rejected,
    (select count(distinct row_number)::int from rejected_rows) as records`;
  expect(counts).toEqual({ loaded: 2_500, rejected: 2_500, records: 2_500 });
  expect(await sql`select status, attempts from pipeline_executions`).toEqual([
    { status: 'success', attempts },
  ]);
  expect(await warehouse.sessions()).toEqual([]);
}

test.each(['53300', '57P01', '08006'])(
  'a transaction that fails with %s is repeated from the beginning',
  async (sqlState) => {
    await failFirst(2, sqlState);
    const bound = pipeline.bind(memorySource(items, { batchSize: 500 }));
    const report = await warehouse.loader.loadPipeline(bound, options);
    expect(report).toMatchObject({ status: 'success', attempts: 3, rows: { inserted: 2_500 } });
    await expectLoadedOnce(3);
  },
);

test.each(['upsert', 'insert_new'] as const)(
  'an attempt that is done again reads the records of its refused rows anew: %s',
  async (mode) => {
    const { sql, loader } = warehouse;
    await sql`alter table retried add check (id % 1000 <> 0)`;
    await sql`create or replace function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= 2 then raise exception 'no' using errcode = '40001'; end if;
      return null; end $$`;
    await sql`create trigger fail_first after insert on retried
      for each row when (new.id = 4998) execute function fail_first()`;
    const source = memorySource(items);
    let reads = 0;
    const counted = {
      ...source,
      read: () => {
        reads += 1;
        return source.read();
      },
    };
    const report = await loader.loadPipeline(pipeline.bind(counted), {
      ...options,
      mode,
      upsertKeys: ['id'],
      onRefusal: 'reject',
      errorThreshold: 1,
    });
    expect(report).toMatchObject({
      status: 'success',
      attempts: 3,
      rows: { inserted: 2_495, unchanged: 0, rejected: 2_505 },
    });
    // Each attempt reads the rows, and then the records of those that are refused.
    expect(reads).toBe(6);
    expect(
      await sql`select count(*)::int as rejected, count(distinct row_number)::int as records,
        count(*) filter (where step_name = 'load')::int as refused,
        count(*) filter (where record->>'id' = row_number::text)::int as known from rejected_rows`,
    ).toEqual([{ rejected: 2_505, records: 2_505, refused: 5, known: 2_505 }]);
  },
);

test('after the last attempt the error is thrown, and the rejects of that attempt are kept', async () => {
  await failFirst(3, '40001');
  const bound = pipeline.bind(memorySource(items));
  const error = await failureOf(warehouse.loader.loadPipeline(bound, options));
  expect(error).toMatchObject({ code: 'SERIALIZATION_FAILED', isRetryable: true });
  const [run] = await warehouse.sql`select status, attempts, rows_failed::int as failed,
    (select count(*)::int from rejected_rows) as kept,
    (select count(distinct row_number)::int from rejected_rows) as records from pipeline_executions`;
  const kept: unknown = run?.['kept'];
  expect(run).toEqual({ status: 'failed', attempts: 3, failed: kept, kept, records: kept });
  expect(kept).toBeGreaterThan(0);
});

test.each(['23505', '22003', '57014', '42501', '53100'])(
  'a transaction that fails with %s is not repeated',
  async (sqlState) => {
    await failFirst(1, sqlState);
    const bound = pipeline.bind(memorySource(items));
    const error = await failureOf(warehouse.loader.loadPipeline(bound, options));
    expect(error.isRetryable).toBe(false);
    expect(await warehouse.sql`select attempts from pipeline_executions`).toEqual([
      { attempts: 1 },
    ]);
  },
);

test('a source that throws what can be retried elsewhere is read once', async () => {
  let reads = 0;
  const source = memorySource(items, {
    beforeBatch: () => {
      reads += 1;
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET', isRetryable: true });
    },
  });
  const error = await failureOf(warehouse.loader.loadPipeline(pipeline.bind(source), options));
  expect([error.code, reads]).toEqual(['SOURCE_FAILED', 1]);
});

test('a network that breaks under both connections costs one attempt', async () => {
  let hasFired = false;
  const source = memorySource(items, {
    batchSize: 500,
    beforeBatch: (index) => {
      if (index !== 7 || hasFired) return;
      hasFired = true;
      proxy.cut();
    },
  });
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const report = await loader.loadPipeline(pipeline.bind(source), options);
  expect(report).toMatchObject({ status: 'success', attempts: 2 });
  await expectLoadedOnce(2);
});

const firstInsert = onStatement('insert into "public"."pipeline_executions"');

test.each(['cut', 'silence'] as const)(
  'a run whose first reply is lost (%s) recognizes its own record',
  async (how) => {
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
    const fault = proxy.inject(lostReply(how, onConnectionOf(firstInsert, onReply('INSERT'))), {
      times: 1,
    });
    const bound = pipeline.bind(memorySource(items, { batchSize: 500 }));
    const report = await loader.loadPipeline(bound, { into: 'retried' });
    fault.expectFired();
    expect(report).toMatchObject({ status: 'success', attempts: 1 });
    await expectLoadedOnce(1);
  },
);

test('a run whose first statement is lost begins its record in the next attempt', async () => {
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const fault = proxy.inject(cut(firstInsert), { times: 1 });
  const bound = pipeline.bind(memorySource(items, { batchSize: 500 }));
  const report = await loader.loadPipeline(bound, options);
  fault.expectFired();
  expect(report).toMatchObject({ status: 'success', attempts: 2 });
  await expectLoadedOnce(2);
});

test('an unknown outcome of COMMIT is not retried', async () => {
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
  let reads = 0;
  let isCommitting = false;
  // On every connection from then on: the outcome cannot be looked up.
  const hole = proxy.inject(
    blackHole((passing) => {
      isCommitting ||= onStatement('commit\0')(passing) === 0;
      return isCommitting ? 0 : undefined;
    }),
  );
  const source = memorySource(items, {
    batchSize: items.length,
    beforeBatch: () => {
      reads += 1;
    },
  });
  const error = await failureOf(loader.loadPipeline(pipeline.bind(source), options));
  hole.expectFired(2);
  expect([error.code, reads]).toEqual(['COMMIT_UNKNOWN', 1]);
});

test('a signal ends the wait between two attempts', async () => {
  await failFirst(9, '40001');
  const controller = new AbortController();
  const patient = { ...options, retry: { backoffMs: 600_000 }, signal: controller.signal };
  const load = warehouse.loader.loadPipeline(pipeline.bind(memorySource(items)), patient);
  const failed = failureOf(load);
  await expect.poll(() => warehouse.logger.eventNames).toContain('retry.attempt.failed');
  controller.abort();
  expect((await failed).code).toBe('INTERRUPTED');
  expect(await warehouse.sessions()).toEqual([]);
});

test('an invalid number of attempts is refused', async () => {
  const bound = pipeline.bind(memorySource(items));
  const load = warehouse.loader.loadPipeline(bound, { ...options, retry: { maxAttempts: 0 } });
  expect(await failureOf(load)).toMatchObject({ code: 'RETRY_CONFIG_INVALID', category: 'usage' });
});
