import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const pipeline = (stopOnError: boolean) =>
  new Pipeline<{ readonly id: number }>('pruned', { stopOnError, errorThreshold: 1 }).addStep(
    rowStep('none', () => rejectRow({ code: 'NO', message: 'nothing' })),
  );
const rows = [{ id: 1 }, { id: 2 }];
const into = { into: 'pruned' } as const;

beforeEach(async () => {
  await warehouse.sql`drop table if exists pruned`;
  await warehouse.sql`create table pruned (id int primary key)`;
  await warehouse.sql`delete from pipeline_executions`;
});

test('old runs are deleted with their records, and a loaded source stays claimed', async () => {
  const { sql, loader } = warehouse;
  const good = pipeline(false).bind(memorySource(rows));
  await loader.loadPipeline(good, into);
  await failureOf(loader.loadPipeline(pipeline(true).bind(memorySource([{ id: 3 }])), into));
  await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode) values ('alive', 'pruned', '1', now(), 'running', 't', 'append')`;
  expect(await loader.pruneExecutions({ olderThanDays: 1 })).toEqual({
    executions: 0,
    rejectedRows: 0,
    metrics: 0,
    steps: 0,
    events: 0,
  });
  await sql`update pipeline_executions set started_at = now() - interval '3 days',
    completed_at = now() - interval '2 days' where status <> 'running'`;
  const recent = pipeline(false).bind(memorySource([{ id: 4 }]));
  await loader.loadPipeline(recent, into);
  // Runs that look alive but hold no lock are marked at the start of a run, so write it again.
  await sql`update pipeline_executions set status = 'running', completed_at = null,
    started_at = now() - interval '9 days' where execution_id = 'alive'`;
  expect(await loader.pruneExecutions({ olderThanDays: 1 })).toMatchObject({
    executions: 1,
    rejectedRows: 3,
  });
  const left = await sql`select execution_id as id,
    (select count(*)::int from rejected_rows r where r.execution_id = e.execution_id) as rejected,
    (select count(*)::int from data_quality_metrics m where m.execution_id = e.execution_id) > 0 as metrics
    from pipeline_executions e`;
  expect(new Set(left)).toEqual(
    new Set([
      { id: good.executionId, rejected: 0, metrics: false },
      { id: recent.executionId, rejected: 1, metrics: true },
      { id: 'alive', rejected: 0, metrics: false },
    ]),
  );
  const again = await loader.loadPipeline(pipeline(false).bind(memorySource(rows)), into);
  expect(again.status).toBe('skipped');
});

test.each([-1, 0.5, Number.NaN, 36_501])('%d days are refused', async (olderThanDays) => {
  await expect(warehouse.loader.pruneExecutions({ olderThanDays })).rejects.toMatchObject({
    code: 'LOADER_OPTION_INVALID',
  });
});
