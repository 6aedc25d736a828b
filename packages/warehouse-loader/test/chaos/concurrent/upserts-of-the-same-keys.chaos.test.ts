import { setForDatabase } from '@wdh/fault-injection';
import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly run: string;
}

const upsert = { into: 'contended', mode: 'upsert', upsertKeys: ['id'] } as const;
const patient = { maxAttempts: 3, backoffMs: 10 } as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists contended, commits`;
  await sql`create table contended (id int primary key, run text)`;
  await sql`delete from pipeline_executions`;
  // Filled by each run when it commits, while it still locks its rows: in the order of the commits.
  await sql`create table commits (place int generated always as identity, run text)`;
  await sql.unsafe(`
    create or replace function note_commit() returns trigger language plpgsql as
      $$ begin insert into public.commits (run) values (new.pipeline_name); return null; end $$;
    drop trigger if exists note_commit on pipeline_executions;
    create constraint trigger note_commit after update on pipeline_executions
      deferrable initially deferred
      for each row when (new.status = 'success') execute function note_commit()`);
});

/** Runs that each upsert a part of the keys, each in its own order. */
function someRuns(count: number): readonly (readonly Item[])[] {
  const { seed = 0 } = fc.readConfigureGlobal();
  const ids = fc.shuffledSubarray(
    Array.from({ length: 2_000 }, (_, id) => id),
    { minLength: 1_000 },
  );
  return fc
    .sample(ids, { seed, numRuns: count })
    .map((own, run) => own.map((id) => ({ id, run: `run ${run}` })));
}

/** Expects that each run has committed once, and returns the last writer of each key. */
async function lastOfEach(runs: readonly (readonly Item[])[]): Promise<readonly Item[]> {
  const commits = await warehouse.sql<{ run: string }[]>`select run from commits order by place`;
  expect(commits.map(({ run }) => run).toSorted()).toEqual(runs.map((_, run) => `run ${run}`));
  const last = new Map<number, Item>();
  for (const { run } of commits) {
    for (const item of runs[Number(run.slice(4))] ?? []) last.set(item.id, item);
  }
  return [...last.values()].toSorted((one, other) => one.id - other.id);
}

test.each(['fail', 'reject'] as const)(
  'K02 8 runs with overlapping keys at the same time (refusal: %s): no deadlock, and for each key the last committed run wins',
  async (onRefusal) => {
    const { sql } = warehouse;
    const runs = someRuns(8);
    const loads = runs.map(async (rows, run) => {
      const bound = new Pipeline<Item>(`run ${run}`).bind(memorySource(rows));
      return warehouse.newLoader().loadPipeline(bound, { ...upsert, onRefusal });
    });
    const reports = await Promise.all(loads);
    expect(reports.map(({ attempts }) => attempts)).toEqual(runs.map(() => 1));
    const expected = await lastOfEach(runs);
    expect(await sql`select id, run from contended order by id`).toEqual(expected);
    const inserted = reports.reduce((sum, { rows }) => sum + rows.inserted, 0);
    const updated = reports.reduce((sum, { rows }) => sum + rows.updated, 0);
    const read = runs.reduce((sum, rows) => sum + rows.length, 0);
    expect([inserted, updated]).toEqual([expected.length, read - expected.length]);
    expect((await aftermathOf(warehouse, 'contended')).sessions).toEqual([]);
  },
);

test('K03 a deadlock with another session: the whole load is repeated, and succeeds', async () => {
  const { sql, loader } = warehouse;
  await sql`insert into contended values (1, 'old'), (2, 'old')`;
  await using foreign = await openTransaction(warehouse.url);
  const { session } = foreign;
  // That session detects deadlocks later, so the server aborts the load.
  await session`set local deadlock_timeout = '60s'`;
  await session`update contended set run = 'foreign' where id = 2`;
  let reads = 0;
  const rows = [1, 2].map((id) => ({ id, run: 'load' }));
  const bound = new Pipeline<Item>('deadlock').bind(
    memorySource(rows, { beforeBatch: () => void (reads += 1) }),
  );
  const load = loader.loadPipeline(bound, { ...upsert, retry: patient });
  await foreign.untilWaitedFor();
  await session`update contended set run = 'foreign' where id = 1`;
  await foreign.commit();
  expect(await load).toMatchObject({ status: 'success', attempts: 2, rows: { updated: 2 } });
  expect(reads).toBe(2);
  const failed = warehouse.logger.events.filter(({ event }) => event === 'retry.attempt.failed');
  expect(JSON.stringify(failed)).toContain('DEADLOCK_DETECTED');
  expect(await sql`select id, run from contended order by id`).toEqual(rows);
  expect(await aftermathOf(warehouse, 'contended')).toMatchObject({ runs: ['success'] });
});

/** Makes the first transactions fail as if another one conflicted; a sequence is not rolled back. */
async function failSerialization(transactions: number): Promise<void> {
  await warehouse.sql.unsafe(`
    create sequence if not exists tries;
    alter sequence tries restart;
    create or replace function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= ${transactions} then
        raise exception 'could not serialize access' using errcode = '40001'; end if;
      return null; end $$;
    create trigger fail_first after insert on contended
      for each statement execute function fail_first()`);
}

test('K04 two serialization failures in a row: the third attempt loads, once', async () => {
  const { sql, loader } = warehouse;
  await failSerialization(2);
  const rows = Array.from({ length: 500 }, (_, id) => ({ id, run: 'load' }));
  const bound = new Pipeline<Item>('serialization').bind(memorySource(rows));
  const report = await loader.loadPipeline(bound, { ...upsert, retry: patient });
  expect(report).toMatchObject({ status: 'success', attempts: 3, rows: { inserted: 500 } });
  expect(await sql`select last_value::int as tries from tries`).toEqual([{ tries: 3 }]);
  const left = await aftermathOf(warehouse, 'contended');
  expect(left).toMatchObject({ rows: 500, runs: ['success'], sessions: [] });
});

test('K04 a serialization failure in every attempt: the load fails as retryable, and is rolled back', async () => {
  const { loader } = warehouse;
  await failSerialization(99);
  const bound = new Pipeline<Item>('serialization').bind(memorySource([{ id: 1, run: 'load' }]));
  const error = await loader
    .loadPipeline(bound, { ...upsert, retry: patient })
    .catch((e: unknown) => e);
  expect(error).toMatchObject({
    code: 'SERIALIZATION_FAILED',
    category: 'locked',
    isRetryable: true,
  });
  expect(await warehouse.sql`select attempts from pipeline_executions`).toEqual([{ attempts: 3 }]);
  const left = await aftermathOf(warehouse, 'contended');
  expect(left).toMatchObject({ rows: 0, runs: ['failed SERIALIZATION_FAILED'], sessions: [] });
});

test('K04 a database whose transactions are serializable: overlapping runs load anyway', async () => {
  const { sql, url } = warehouse;
  // A load sets its own isolation level, which ends with its transaction.
  await sql`alter table commits add level text default current_setting('transaction_isolation')`;
  await using _ = await setForDatabase(url, 'default_transaction_isolation', 'serializable');
  await using other = await openTransaction(url);
  expect(await other.session`show transaction_isolation`).toEqual([
    { transaction_isolation: 'serializable' },
  ]);
  const runs = someRuns(4);
  const loads = runs.map((rows, run) =>
    warehouse
      .newLoader()
      .loadPipeline(new Pipeline<Item>(`run ${run}`).bind(memorySource(rows)), upsert),
  );
  const reports = await Promise.all(loads);
  expect(reports.map(({ status }) => status)).toEqual(loads.map(() => 'success'));
  expect(await sql`select id, run from contended order by id`).toEqual(await lastOfEach(runs));
  expect(await sql`select level from commits`).toEqual(
    runs.map(() => ({ level: 'read committed' })),
  );
});
