import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { LoadError, type LoadReport } from '../../src/index.js';
import { eventually } from '../warehouse/eventually.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse({ poolSize: 100 });
const pipeline = new Pipeline<{ readonly id: number }>('claims');
const rows = Array.from({ length: 500 }, (_, id) => ({ id }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists claimed`;
  await sql`create table claimed (id int)`;
  await sql`delete from pipeline_executions`;
});

/** Loads the same source once more; tells how that ended. */
async function outcomeOfLoad(): Promise<string> {
  const bound = pipeline.bind(memorySource(rows));
  const outcome = await warehouse.loader
    .loadPipeline(bound, { into: 'claimed' })
    .catch((error: unknown) => error);
  return outcome instanceof LoadError ? outcome.code : (outcome as LoadReport).status;
}

test('of runs of one source at once, one loads; the others are skipped or told to wait', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, outcomeOfLoad));
  expect(outcomes.filter((outcome) => outcome === 'success')).toHaveLength(1);
  const others = outcomes.filter((outcome) => outcome !== 'success');
  expect(others.filter((outcome) => !['skipped', 'SOURCE_LOCKED'].includes(outcome))).toEqual([]);
  expect(await warehouse.sql`select count(*)::int from claimed`).toEqual([{ count: 500 }]);
  expect(await outcomeOfLoad()).toBe('skipped');
});

test('a source that is being loaded is locked, and the holder is named', async () => {
  const { loader } = warehouse;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = pipeline.bind(memorySource(rows, { beforeBatch: () => held }));
  const loading = loader.loadPipeline(slow, { into: 'claimed' });
  const isLoading = async (): Promise<boolean> =>
    (await warehouse.sessions()).some((session) =>
      session.includes(`wdh load ${slow.executionId}`),
    );
  expect(await eventually(isLoading)).toBe(true);
  const second = pipeline.bind(memorySource(rows));
  const error = await failureOf(loader.loadPipeline(second, { into: 'claimed' }));
  expect(error).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
  expect(error.message).toContain(slow.executionId);
  release();
  expect((await loading).status).toBe('success');
});

test('the database itself refuses a second success of one source', async () => {
  const { sql } = warehouse;
  const insert = (executionId: string, isForced: boolean) => sql`
    insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
      status, target, load_mode, input_sha256, is_forced)
    values (${executionId}, 'p', '1', now(), 'success', 't', 'append', 'abc', ${isForced})`;
  await insert('first', false);
  await insert('forced', true);
  await expect(insert('second', false)).rejects.toMatchObject({
    constraint_name: 'pipeline_executions_claim_key',
  });
});

test('a run whose lock is free is dead, and the next start marks it abandoned', async () => {
  const { sql, loader, logger } = warehouse;
  await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode)
    values ('dead', 'p', '1', now(), 'running', 't', 'append'),
      ('alive', 'p', '1', now(), 'running', 't', 'append')`;
  const owner = await sql.reserve();
  await owner`select pg_advisory_lock(hashtextextended('wdh execution alive', 0))`;
  await loader.loadPipeline(pipeline.bind(memorySource(rows)), { into: 'claimed' });
  const found = await sql`select execution_id, status, error_code from pipeline_executions
    where execution_id in ('dead', 'alive') order by execution_id`;
  expect(found).toEqual([
    { execution_id: 'alive', status: 'running', error_code: null },
    { execution_id: 'dead', status: 'abandoned', error_code: 'EXECUTION_ABANDONED' },
  ]);
  expect(logger.events).toContainEqual(
    expect.objectContaining({ event: 'execution.abandoned', context: { executionId: 'dead' } }),
  );
  await owner`select pg_advisory_unlock_all()`;
  owner.release();
});

test('a run that another process took for dead loads nothing', async () => {
  const { sql, loader } = warehouse;
  const bound = pipeline.bind(
    memorySource(rows, {
      beforeBatch: async (index) => {
        if (index !== 1) return;
        await sql`update pipeline_executions set status = 'abandoned' where status = 'running'`;
      },
    }),
  );
  const error = await failureOf(loader.loadPipeline(bound, { into: 'claimed' }));
  expect(error).toMatchObject({ code: 'EXECUTION_LOST', category: 'locked' });
  expect(await sql`select * from claimed`).toEqual([]);
});

test('without the tables of the audit, the error says what to do', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table pipeline_executions rename to elsewhere`;
  const bound = pipeline.bind(memorySource(rows));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'claimed' }));
  await sql`alter table elsewhere rename to pipeline_executions`;
  expect(error).toMatchObject({ code: 'AUDIT_TABLES_MISSING', category: 'schema' });
  expect(error.message).toContain('migrateUp');
});
