import { describe, expect, it } from 'vitest';
import { createMemoryDatabase } from '../../test/support/memory-database.js';
import { requestCancel } from './request-cancel.js';

const databaseWith = (status: string) => {
  const database = createMemoryDatabase();
  database.memory.public.none(`insert into pipeline_executions (execution_id, pipeline_name,
    pipeline_version, started_at, status, target, load_mode)
    values ('run-1', 'strikes', '1', now(), '${status}', 'public.strikes', 'append')`);
  return database;
};
const rowOf = (database: ReturnType<typeof createMemoryDatabase>) =>
  database.memory.public.one('select * from pipeline_executions') as unknown;

describe('requestCancel', () => {
  it('cancels a queued run immediately', async () => {
    const database = databaseWith('queued');
    expect(await requestCancel(database, 'run-1')).toEqual({
      executionId: 'run-1',
      status: 'cancelled',
      cancelRequestedAt: expect.any(Date) as Date,
    });
    expect(rowOf(database)).toMatchObject({
      status: 'cancelled',
      completed_at: expect.any(Date) as Date,
      error_code: 'CANCELLED',
      error_message: 'Cancelled before it started; nothing was loaded.',
    });
  });

  it('asks the process of a running run once', async () => {
    const database = databaseWith('running');
    const first = await requestCancel(database, 'run-1');
    expect(first).toMatchObject({ status: 'running', cancelRequestedAt: expect.any(Date) as Date });
    expect(await requestCancel(database, 'run-1')).toEqual(first);
    expect(rowOf(database)).toMatchObject({ status: 'running', completed_at: null });
  });

  it.each(['success', 'failed', 'skipped', 'rehearsed', 'cancelled', 'abandoned'])(
    'does not change a run that ended as %s',
    async (status) => {
      const database = databaseWith(status);
      const before = rowOf(database);
      expect(await requestCancel(database, 'run-1')).toEqual({
        executionId: 'run-1',
        status,
        cancelRequestedAt: null,
      });
      expect(rowOf(database)).toEqual(before);
    },
  );

  it('returns null for an id that no run has', async () => {
    expect(await requestCancel(databaseWith('queued'), 'run-2')).toBeNull();
  });
});
