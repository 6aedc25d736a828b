import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { LoadError } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

interface Row {
  readonly id: number;
}

const warehouse = useWarehouse();
const pipeline = new Pipeline<Row>('unread');
const rows = Array.from({ length: 500 }, (_, id) => ({ id }));
const into = { into: 'claimed' };

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists claimed`;
  await sql`create table claimed (id int)`;
  await sql`delete from pipeline_executions`;
});

type Options = Parameters<typeof memorySource>[1];

/** A source that can be identified by its reading, and notes how it is identified. */
function unreadSource(options: Options = {}): RowSource<Row> & { readonly calls: string[] } {
  const source = memorySource(rows, options);
  const calls: string[] = [];
  return {
    calls,
    identify: () => {
      calls.push('identify');
      return source.identify();
    },
    identifyLater: async () => {
      calls.push('identifyLater');
      return { ...(await source.identify()), sha256: null };
    },
    read: (signal) => {
      calls.push('read');
      return source.read(signal);
    },
  };
}

const recorded = () => warehouse.sql<{ status: string; sha256: string | null }[]>`
  select status, input_sha256 as sha256 from pipeline_executions order by started_at`;

test('a source that no run can have loaded is read before its SHA-256 is known', async () => {
  const source = unreadSource();
  const report = await warehouse.loader.loadPipeline(pipeline.bind(source), into);
  expect(source.calls).toEqual(['identifyLater', 'read', 'identify']);
  const { sha256 } = await memorySource(rows).identify();
  expect(report).toMatchObject({ status: 'success', source: { sha256 } });
  expect(await recorded()).toEqual([{ status: 'success', sha256 }]);
});

test('a source of the size of an earlier one is identified first, and skipped', async () => {
  const { loader, sql } = warehouse;
  await loader.loadPipeline(pipeline.bind(unreadSource()), into);
  const again = unreadSource({ name: 'a-copy.csv' });
  const report = await loader.loadPipeline(pipeline.bind(again), into);
  expect(report.status).toBe('skipped');
  expect(again.calls).toEqual(['identifyLater', 'identify']);
  expect(await sql`select * from claimed`).toHaveLength(500);
  const [, skipped] = await recorded();
  expect(skipped?.sha256).not.toBeNull();
});

test('an earlier source without a recorded size is taken for one of the same', async () => {
  const { loader, sql } = warehouse;
  await loader.loadPipeline(pipeline.bind(unreadSource()), into);
  await sql`update pipeline_executions set input_size_bytes = null`;
  expect((await loader.loadPipeline(pipeline.bind(unreadSource()), into)).status).toBe('skipped');
});

test('a pipeline of more than 1,000 runs identifies its sources first', async () => {
  const { loader, sql } = warehouse;
  await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
      started_at, completed_at, status, target, load_mode)
    select 'old-' || n, 'unread', '1', now(), now(), 'failed', 't', 'append'
    from generate_series(1, 1001) as n`;
  const source = unreadSource();
  await loader.loadPipeline(pipeline.bind(source), into);
  expect(source.calls).toEqual(['identifyLater', 'identify', 'read']);
});

test('of two runs that read one path at once, the later is refused at its beginning', async () => {
  const { loader, sql } = warehouse;
  const rival = unreadSource();
  let refused: LoadError | undefined;
  const first = unreadSource({
    beforeBatch: async (index) => {
      if (index !== 1) return;
      refused = await failureOf(loader.loadPipeline(pipeline.bind(rival), into));
    },
  });
  expect((await loader.loadPipeline(pipeline.bind(first), into)).status).toBe('success');
  expect(refused).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
  expect(refused?.message).toMatch(/Another run \(wdh load \S+\) is loading the same source/);
  expect(rival.calls).toEqual(['identifyLater']);
  expect(await sql`select * from claimed`).toHaveLength(500);
});

test('a run that finds its content loaded meanwhile loads nothing', async () => {
  const { loader, sql } = warehouse;
  const copy = unreadSource({ name: 'a-copy.csv' });
  const first = unreadSource({
    beforeBatch: async (index) => {
      if (index !== 1) return;
      expect((await loader.loadPipeline(pipeline.bind(copy), into)).status).toBe('success');
    },
  });
  const error = await failureOf(loader.loadPipeline(pipeline.bind(first), into));
  expect(error).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
  expect(copy.calls).toEqual(['identifyLater', 'identify', 'read']);
  expect(await sql`select * from claimed`).toHaveLength(500);
  const later = await loader.loadPipeline(pipeline.bind(unreadSource()), into);
  expect(later.status).toBe('skipped');
});

test('a run is refused before COMMIT while another loads the content that it has read', async () => {
  const { loader, sql } = warehouse;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const identified = memorySource(rows, {
    name: 'a-copy.csv',
    beforeBatch: () => {
      begin();
      return released;
    },
  });
  let other: Promise<unknown> | undefined;
  const unread = unreadSource({
    beforeBatch: (index) => {
      if (index !== 1) return undefined;
      other = loader.loadPipeline(pipeline.bind(identified), into);
      return begun;
    },
  });
  const load = failureOf(loader.loadPipeline(pipeline.bind(unread), into));
  const error = await load.finally(release);
  expect(error).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
  expect(await other).toMatchObject({ status: 'success' });
  expect(await sql`select * from claimed`).toHaveLength(500);
});

test('of many runs of one content at once, by many paths, one loads', async () => {
  const { sql } = warehouse;
  const loaders = Array.from({ length: 6 }, () => warehouse.newLoader());
  const outcomes = await Promise.all(
    loaders.map((loader, n) =>
      loader
        .loadPipeline(pipeline.bind(unreadSource({ name: `copy-${n % 3}.csv` })), into)
        .then(({ status }) => status)
        .catch((error: unknown) => (error instanceof LoadError ? error.code : error)),
    ),
  );
  const losers = outcomes.filter((outcome) => outcome !== 'success');
  expect(losers.every((loser) => loser === 'SOURCE_LOCKED' || loser === 'skipped')).toBe(true);
  const [loaded] = await sql`
    select count(*)::int as rows, count(distinct id)::int as ids from claimed`;
  expect([outcomes.length - losers.length, loaded]).toEqual([1, { rows: 500, ids: 500 }]);
});

test('two contents of one size are loaded at once', async () => {
  const { loader, sql } = warehouse;
  const other = memorySource(rows.map(({ id }) => ({ id: 499 - id })));
  const first = unreadSource({
    beforeBatch: async (index) => {
      if (index !== 1) return;
      const bound = pipeline.bind({
        ...other,
        identifyLater: async () => ({
          ...(await other.identify()),
          name: 'other.csv',
          sha256: null,
        }),
      });
      expect((await loader.loadPipeline(bound, into)).status).toBe('success');
    },
  });
  expect((await loader.loadPipeline(pipeline.bind(first), into)).status).toBe('success');
  expect(await sql`select * from claimed`).toHaveLength(1000);
});

test('another attempt reads the source without a SHA-256 again', async () => {
  const { loader, sql } = warehouse;
  let failed = false;
  const source = unreadSource({
    beforeBatch: async (index) => {
      if (failed || index !== 2) return;
      failed = true;
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'wdh load %'`;
    },
  });
  const report = await loader.loadPipeline(pipeline.bind(source), {
    ...into,
    retry: { maxAttempts: 2, backoffMs: 10 },
  });
  expect(report).toMatchObject({ status: 'success', attempts: 2 });
  expect(source.calls).toEqual(['identifyLater', 'read', 'read', 'identify']);
  expect(await sql`select * from claimed`).toHaveLength(500);
});

test('a forced run and a dry run repeat what was loaded', async () => {
  const { loader, sql } = warehouse;
  const dry = unreadSource();
  await loader.loadPipeline(pipeline.bind(dry), { ...into, dryRun: true });
  expect(dry.calls).toEqual(['identify', 'read']);
  await loader.loadPipeline(pipeline.bind(unreadSource()), into);
  const forced = unreadSource();
  const report = await loader.loadPipeline(pipeline.bind(forced), { ...into, force: true });
  expect(report.status).toBe('success');
  expect(await sql`select * from claimed`).toHaveLength(1000);
});

test('a source that changed while it was read leaves a failed run without rows', async () => {
  const { loader, sql } = warehouse;
  const source = unreadSource();
  const changed = Object.assign(new Error('changed'), { code: 'SOURCE_CHANGED' });
  const bound = pipeline.bind({ ...source, identify: () => Promise.reject(changed) });
  await failureOf(loader.loadPipeline(bound, into));
  expect(await sql`select * from claimed`).toEqual([]);
  expect(await recorded()).toEqual([{ status: 'failed', sha256: null }]);
});

test('an attempt that fails at COMMIT has read the source; the next one claims what it read', async () => {
  const { loader, sql } = warehouse;
  await sql`drop sequence if exists commits`;
  await sql`create sequence commits`;
  await sql`create or replace function fail_once() returns trigger language plpgsql as $$ begin
    if nextval('commits') = 1 then raise exception 'no' using errcode = '40001'; end if;
    return null; end $$`;
  await sql`create constraint trigger fail_once after insert on claimed
    deferrable initially deferred for each row when (new.id = 0) execute function fail_once()`;
  const source = unreadSource();
  const report = await loader.loadPipeline(pipeline.bind(source), {
    ...into,
    retry: { maxAttempts: 2, backoffMs: 10 },
  });
  expect(report).toMatchObject({ status: 'success', attempts: 2, rows: { inserted: 500 } });
  expect(source.calls).toEqual(['identifyLater', 'read', 'identify', 'read']);
  const { sha256 } = await memorySource(rows).identify();
  expect(await recorded()).toEqual([{ status: 'success', sha256 }]);
});
