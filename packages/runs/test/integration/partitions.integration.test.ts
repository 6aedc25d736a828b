import { afterEach, describe, expect, it } from 'vitest';
import type { PartitionState } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

afterEach(async () => {
  await records.sql`truncate pipeline_executions cascade`;
});

interface GivenRun {
  readonly id: string;
  readonly key: string | null;
  readonly status: string;
  readonly day?: number;
  readonly version?: string;
  readonly job?: string;
}

async function record(...runs: readonly GivenRun[]): Promise<void> {
  for (const { id, key, status, day = 1, version = '2', job = 'annuity' } of runs) {
    await records.sql`
      insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at, status,
        target, load_mode, attempts, job_name, partition_key, error_code)
      values (${id}, ${job}, ${version}, ${`2026-03-0${day} 10:00:00Z`}, ${status}, 'public.t', 'append', 1,
        ${job}, ${key}, ${status === 'failed' ? 'VALUE_INVALID' : null})`;
  }
}

const stateOf = async (): Promise<PartitionState | undefined> =>
  (await records.runs.partitionsOf({ job: 'annuity', version: '2', keys: ['2026-01'] }))[0];

describe('the states of partitions', () => {
  const key = '2026-01';

  it('are missing without a run, in the order of the keys', async () => {
    await record({ id: 'a', key, status: 'success' });
    await record(
      { id: 'b', key: '2026-03', status: 'success' },
      { id: 'c', key: null, status: 'success' },
    );
    const keys = ['2026-03', '2026-02', '2026-01'];
    const states = await records.runs.partitionsOf({ job: 'annuity', version: '2', keys });
    expect(states.map((state) => [state.key, state.status, state.run?.executionId])).toEqual([
      ['2026-03', 'success', 'b'],
      ['2026-02', 'missing', undefined],
      ['2026-01', 'success', 'a'],
    ]);
  });

  it('are those of the job alone', async () => {
    await record({ id: 'a', key, status: 'success', job: 'other' });
    expect(await stateOf()).toEqual({ key, status: 'missing', run: null });
  });

  it.each<[string, string, readonly Omit<GivenRun, 'id' | 'key'>[]]>([
    ['failed', '0', [{ status: 'failed' }]],
    ['failed', '0', [{ status: 'abandoned' }]],
    ['failed', '0', [{ status: 'cancelled' }]],
    ['failed', '1', [{ status: 'failed' }, { status: 'failed', day: 2 }]],
    ['missing', '', [{ status: 'rehearsed' }]],
    // What a failed run found loaded is still loaded.
    ['success', '0', [{ status: 'success' }, { status: 'failed', day: 2 }]],
    ['success', '1', [{ status: 'failed' }, { status: 'success', day: 2 }]],
    ['success', '0', [{ status: 'skipped' }, { status: 'failed', day: 2 }]],
    ['running', '1', [{ status: 'success' }, { status: 'running', day: 2 }]],
    ['queued', '1', [{ status: 'failed' }, { status: 'queued', day: 2 }]],
    ['outdated', '0', [{ status: 'success', version: '1' }]],
    ['outdated', '1', [{ status: 'failed' }, { status: 'success', version: '1', day: 2 }]],
    [
      'failed',
      '1',
      [
        { status: 'success', version: '1' },
        { status: 'failed', day: 2 },
      ],
    ],
    [
      'success',
      '1',
      [
        { status: 'success', version: '1' },
        { status: 'success', day: 2 },
      ],
    ],
    ['missing', '', [{ status: 'skipped', version: '1' }]],
    // An older version of the input, which came after a later one.
    [
      'outdated',
      '0',
      [
        { status: 'success', version: '1' },
        { status: 'skipped', day: 2 },
      ],
    ],
  ])('%s by run %s of %j', async (status, decisive, runs) => {
    await record(...runs.map((run, at) => ({ ...run, id: String(at), key })));
    const state = await stateOf();
    expect(state?.status).toBe(status);
    expect(state?.run?.executionId ?? '').toBe(decisive);
  });

  it('name the run with its time, version and error', async () => {
    await record({ id: 'a', key, status: 'failed' });
    expect((await stateOf())?.run).toEqual({
      executionId: 'a',
      status: 'failed',
      startedAt: new Date('2026-03-01T10:00:00Z'),
      version: '2',
      inputVersion: null,
      errorCode: 'VALUE_INVALID',
    });
  });

  it('of 3,650 days of three runs each are found among the runs of other jobs', async () => {
    await records.sql`
      insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at, status,
        target, load_mode, attempts, job_name, partition_key)
      select 'other-' || n, 'other', '1', now(), 'success', 'public.o', 'append', 1, 'other', 'p' || n
      from generate_series(1, 20000) n
      union all
      select n || '-' || try, 'annuity', '2', now(), case when try = 3 then 'success' else 'failed' end,
        'public.t', 'append', 1, 'annuity', to_char(date '2016-01-01' + n, 'YYYY-MM-DD')
      from generate_series(0, 3649) n, generate_series(1, 3) try`;
    await records.sql`analyze pipeline_executions`;
    const keys = await records.sql<{ key: string }[]>`
      select to_char(date '2016-01-01' + n, 'YYYY-MM-DD') as key from generate_series(0, 3649) n`;
    const states = await records.runs.partitionsOf({
      job: 'annuity',
      version: '2',
      keys: keys.map(({ key: each }) => each),
    });
    expect(states).toHaveLength(3_650);
    expect(states.every(({ status }) => status === 'success')).toBe(true);
  });
});
