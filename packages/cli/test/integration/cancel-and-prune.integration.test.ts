import { beforeEach, describe, expect, it } from 'vitest';
import { recordRejects, recordRun } from '../support/record-run.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const now = () => new Date().toISOString();

beforeEach(async () => {
  await place.sql`truncate pipeline_executions cascade`;
});

describe('wdh cancel', () => {
  it('cancels a queued run at once', async () => {
    await recordRun(place.sql, { id: 'exec_q', status: 'queued', startedAt: now() });
    const { exitCode, stdout } = await place.run('cancel', 'exec_q');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'Run exec_q is cancelled. Nothing of it was loaded.\n',
    });
    const again = await place.run('cancel', 'exec_q', '--json');
    expect(JSON.parse(again.stdout)).toEqual({
      run: 'exec_q',
      hadEnded: true,
      status: 'cancelled',
    });
  });

  it('changes nothing about a run that has ended', async () => {
    await recordRun(place.sql, { id: 'exec_s' });
    expect(await place.run('cancel', 'latest')).toEqual({
      exitCode: 0,
      stdout: 'Run exec_s had ended before, as success: nothing to cancel.\n',
      stderr: '',
    });
  });

  it('requests the end of a running run, and marks it abandoned if its process is dead', async () => {
    await recordRun(place.sql, { id: 'exec_r', status: 'running', startedAt: now() });
    const asked = await place.run('cancel', 'exec_r', '--no-wait');
    expect(asked.stdout).toBe(
      'The end of run exec_r is requested. It ends within seconds: wdh show exec_r\n',
    );
    const { exitCode, stdout } = await place.run('cancel', 'exec_r');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'Run exec_r is abandoned: its process had ended before. Nothing of it was loaded.\n',
    );
  });

  it('refuses a run that does not exist with exit code 2', async () => {
    await recordRun(place.sql, { id: 'exec_abcdef' });
    const { exitCode, stderr } = await place.run('cancel', 'exec_abcxyz');
    expect(stderr).toContain(
      '[RUN_NOT_FOUND] There is no run exec_abcxyz (did you mean exec_abcdef?)',
    );
    expect(exitCode).toBe(2);
  });
});

describe('wdh prune', () => {
  const counts = { executions: 1, rejectedRows: 3, metrics: 0, steps: 0, events: 0 };

  it('says what it would delete, refuses to delete unasked, and deletes by --yes', async () => {
    await recordRun(place.sql, {
      id: 'exec_old',
      status: 'failed',
      startedAt: '2026-01-01T00:00:00Z',
      rejected: 3,
      errorMessage: 'x',
    });
    await recordRejects(place.sql, 'exec_old', 3);
    await recordRun(place.sql, { id: 'exec_new', status: 'failed', errorMessage: 'x' });
    const dry = await place.run('prune', '--older-than', '90d', '--dry-run', '--json');
    expect(JSON.parse(dry.stdout)).toEqual({ olderThanDays: 90, dryRun: true, ...counts });
    const refused = await place.run('prune', '--older-than', '90d');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(
      'This deletes 1 run, 3 rejected rows, 0 events, 0 steps and 0 figures of runs that ended more than 90 days ago. Add --yes',
    );
    const done = await place.run('prune', '--older-than', '12w', '--yes');
    expect(done.stdout).toBe('Deleted 1 run, 3 rejected rows, 0 events, 0 steps and 0 figures.\n');
    const again = await place.run('prune', '--older-than', '90d', '--yes');
    expect(again.stdout).toBe(
      'Nothing to delete: no records are left of runs that ended more than 90 days ago.\n',
    );
    const left = await place.sql`select execution_id from pipeline_executions`;
    expect(left.map(({ execution_id: id }) => String(id))).toEqual(['exec_new']);
  });
});
