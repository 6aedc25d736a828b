import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';
import { describe, expect, it } from 'vitest';
import { takeLivenessLock } from '../../src/locks/liveness-lock.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

const add = (id: string, status: string, parent: string | null = null) => records.sql`
  insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at, status,
    target, load_mode, parent_execution_id)
  values (${id}, 'strikes', '1', now(), ${status}, 'public.strikes', 'append', ${parent})`;

const revisionOf = async (id: string): Promise<string | undefined> =>
  (await records.runs.revisionsOf([id]))[0]?.revision;

describe('the revision of a run', () => {
  it('stays the same until something about the run changes', async () => {
    await add('run_1', 'running');
    const first = await revisionOf('run_1');
    expect(await revisionOf('run_1')).toBe(first);
    const changes = [
      () =>
        records.sql`update pipeline_executions set attempts = attempts where execution_id = 'run_1'`,
      () => records.sql`
        insert into run_steps select 'run_1', 1, 1, 'source', 'source', now(), null, 1, 1, 0, 0, 0`,
      () => records.sql`update run_steps set rows_in = 2 where execution_id = 'run_1'`,
      () => add('run_child', 'queued', 'run_1'),
      () => records.sql`
        update pipeline_executions set status = 'running' where execution_id = 'run_child'`,
    ];
    const seen = new Set([first]);
    for (const change of changes) {
      await change();
      seen.add(await revisionOf('run_1'));
    }
    expect(seen.size).toBe(changes.length + 1);
  });

  it('does not change with its log, whose last event it has', async () => {
    await add('run_2', 'running');
    const first = await revisionOf('run_2');
    await records.sql`
      insert into run_events values ('run_2', 7, now(), 'info', 'step.finished', null, null)`;
    expect(await records.runs.revisionsOf(['run_2', 'run_missing'])).toEqual([
      { executionId: 'run_2', revision: first, lastEvent: 7 },
    ]);
  });
});

it('finds the runs that are open, and those that have ended in the last minute', async () => {
  await records.sql`delete from pipeline_executions`;
  await add('run_queued', 'queued');
  await add('run_running', 'running');
  await add('run_ended', 'failed');
  await add('run_old', 'success');
  await records.sql`update pipeline_executions set completed_at = now() where execution_id = 'run_ended'`;
  await records.sql`
    update pipeline_executions set completed_at = now() - interval '61 seconds' where execution_id = 'run_old'`;
  const found = await records.runs.recentRuns();
  expect(found.map(({ executionId, isOpen }) => [executionId, isOpen]).toSorted()).toEqual([
    ['run_ended', false],
    ['run_queued', true],
    ['run_running', true],
  ]);
});

it('finds a dead run without its lock, and marks no other', async () => {
  await records.sql`delete from pipeline_executions`;
  for (const id of ['run_alive', 'run_dead', 'run_just_dead']) await add(id, 'running');
  const process = await DedicatedConnection.open(parseConnectionUrl(records.url), {
    applicationName: 'a process',
    deadlineMs: 30_000,
  });
  try {
    await takeLivenessLock(process, 'run_alive');
    const dead = await records.runs.findDeadRuns();
    expect([...dead].toSorted()).toEqual(['run_dead', 'run_just_dead']);
    expect(await records.runs.abandonDeadRuns(['run_dead', 'run_alive'])).toEqual(['run_dead']);
    const { items } = await records.runs.listRuns({ statuses: ['running'] });
    expect(items.map(({ executionId }) => executionId).toSorted()).toEqual([
      'run_alive',
      'run_just_dead',
    ]);
  } finally {
    await process.close();
  }
});
