import { openTransaction } from '@wdh/fault-injection';
import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
const pipeline = new Pipeline<{ readonly id: number }>('claims');
const rows = Array.from({ length: 500 }, (_, id) => ({ id }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists claimed`;
  await sql`create table claimed (id int)`;
  await sql`delete from pipeline_executions`;
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

test('a second success without a lock is reported as locked, naming the run', async () => {
  const { sql, loader } = warehouse;
  const bound = pipeline.bind(
    memorySource(rows, {
      beforeBatch: async (index) => {
        if (index !== 1) return;
        await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
            started_at, completed_at, status, target, load_mode, input_sha256, is_forced)
          select 'rival', pipeline_name, pipeline_version, now(), now(), 'success', target,
            load_mode, input_sha256, false from pipeline_executions where status = 'running'`;
      },
    }),
  );
  const error = await failureOf(loader.loadPipeline(bound, { into: 'claimed' }));
  expect(error).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
  expect(error.message).toContain('Another run (rival) has loaded the same source');
  expect(await sql`select * from claimed`).toEqual([]);
  const again = await loader.loadPipeline(pipeline.bind(memorySource(rows)), { into: 'claimed' });
  expect(again).toMatchObject({ status: 'skipped', previousExecutionId: 'rival' });
});

test('a role that may not read rejected rows can load, and have a known source skipped', async () => {
  const { sql } = warehouse;
  await sql.unsafe(`grant select, insert on claimed to ${role.name};
    grant select, insert, update on all tables in schema public to ${role.name};
    revoke select on rejected_rows from ${role.name}`);
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  const judging = new Pipeline<{ readonly id: number }>('claims', { stopOnError: false }).addStep(
    rowStep('judge', (row) => (row.id === 7 ? rejectRow({ code: 'SEVEN', message: 'no' }) : row)),
  );
  const bound = () => judging.bind(memorySource(rows));
  expect((await loader.loadPipeline(bound(), { into: 'claimed' })).rows.rejected).toBe(1);
  const { status, previousRun } = await loader.loadPipeline(bound(), { into: 'claimed' });
  expect(status).toBe('skipped');
  expect(previousRun).toMatchObject({ rowsRejected: 1, rowsOpen: null });
});

test('a run whose lock is free is marked abandoned by the next start', async () => {
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

test('a run that starts and dies while another waits to start ends after its beginning', async () => {
  const { sql, url, loader } = warehouse;
  await using owner = await openTransaction(url);
  await owner.session`lock table pipeline_executions`;
  const load = loader.loadPipeline(pipeline.bind(memorySource(rows)), { into: 'claimed' });
  await owner.untilWaitedFor();
  await owner.session`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode)
    values ('brief', 'p', '1', clock_timestamp(), 'running', 't', 'append')`;
  await owner.commit();
  await load;
  expect(
    await sql`select status, completed_at > started_at as "isInOrder" from pipeline_executions
      where execution_id = 'brief'`,
  ).toEqual([{ status: 'abandoned', isInOrder: true }]);
});

test('a run that another process marked abandoned loads nothing', async () => {
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

test('without the audit tables, the error advises what to do', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table pipeline_executions rename to elsewhere`;
  const bound = pipeline.bind(memorySource(rows));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'claimed' }));
  await sql`alter table elsewhere rename to pipeline_executions`;
  expect(error).toMatchObject({ code: 'AUDIT_TABLES_MISSING', category: 'schema' });
  expect(error.message).toContain('migrateUp');
});
