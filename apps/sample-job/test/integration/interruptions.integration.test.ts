import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const shipped = fileURLToPath(new URL('../../data/wildlife-strikes.csv', import.meta.url));

/** Enough rows to observe the load while it runs. */
const copies = 4;

/** Writes the shipped records many times, each time with another airport. */
async function writeLargeFile(path: string): Promise<void> {
  const [header = '', ...lines] = (await readFile(shipped, 'utf8')).trimEnd().split('\r\n');
  const file = createWriteStream(path);
  file.write(`${header}\n`);
  for (let copy = 0; copy < copies; copy += 1) {
    const text = lines.map((line) => `${copy} ${line}\n`).join('');
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

describe('a run that is interrupted while it loads', () => {
  let place: Workplace;
  beforeEach(async () => {
    place = await openWorkplace(inject('serverUrl'));
    await writeLargeFile(join(place.folder, 'large.csv'));
  });
  afterEach(async () => place[Symbol.asyncDispose]());

  /** Makes each row take its time, so that the load lasts until it is interrupted. */
  const slowDown = () =>
    place.sql.unsafe(`
      create function linger() returns trigger language plpgsql as $$ begin
        perform pg_sleep(0.01); return new; end $$;
      create trigger linger before insert on public.wildlife_strikes
        for each row execute function linger();`);

  /** Waits until the transaction of the load has written rows, in any mode. */
  async function untilWriting(): Promise<void> {
    for (let tries = 0; tries < 2400; tries += 1) {
      const [row] = await place.sql`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name like 'wdh load %'
          and backend_xid is not null and query ~* '(copy|insert|unnest)'`;
      if (row?.['count'] === 1) return;
      await delay(25);
    }
    throw new Error('fault not injected: the load was never seen writing');
  }

  /** Waits until the load waits for a lock. */
  const untilWaiting = (): Promise<void> =>
    vi.waitFor(
      async () => {
        const waiting = await place.sql`
          select from pg_stat_activity where datname = current_database()
            and application_name like 'wdh load %' and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(1);
      },
      { timeout: 180_000 },
    );

  const loaded = async (): Promise<unknown> =>
    (await place.sql`select count(*)::int as count from public.wildlife_strikes`)[0]?.['count'];

  it('ends with 143 when another process cancels it', async () => {
    // The load waits for this lock until it is cancelled.
    const blocker = await place.sql.reserve();
    await blocker.unsafe('begin; lock table public.wildlife_strikes in access exclusive mode');
    const { outcome } = place.start('--input', 'large.csv');
    await untilWaiting();
    await place.sql`update pipeline_executions set cancel_requested_at = now()`;
    const { exitCode, stdout } = await outcome;
    await blocker.unsafe('rollback');
    blocker.release();
    expect(exitCode).toBe(143);
    expect(stdout).toContain('[CANCELLED]');
    expect(await loaded()).toBe(0);
    expect(await place.sql`select status from pipeline_executions`).toEqual([
      { status: 'cancelled' },
    ]);
  });

  it('leaves no row when killed, and the next run reports it as abandoned and loads once', async () => {
    await slowDown();
    const { child, outcome } = place.start('--input', 'large.csv');
    await untilWriting();
    child.kill('SIGKILL');
    await outcome;
    await place.sql`drop trigger linger on public.wildlife_strikes`;
    expect(await loaded()).toBe(0);
    expect(await place.sql`select status from pipeline_executions`).toEqual([
      { status: 'running' },
    ]);

    const { exitCode, summary } = await place.run('--input', 'large.csv');
    expect(exitCode).toBe(0);
    expect(summary.rows.inserted).toBe(copies * 9_976);
    expect(await loaded()).toBe(copies * 9_976);
    const runs = await place.sql`select status from pipeline_executions order by started_at`;
    expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('rolls back at %s and ends with %i', async (signal, code) => {
    await slowDown();
    const { child, outcome } = place.start('--input', 'large.csv');
    await untilWriting();
    child.kill(signal);
    const { exitCode, stdout } = await outcome;
    expect(exitCode).toBe(code);
    expect(stdout).toMatch(/interrupted/);
    expect(await loaded()).toBe(0);
    expect(await place.sql`select status, error_code from pipeline_executions`).toEqual([
      { status: 'failed', error_code: 'INTERRUPTED' },
    ]);
  });
});
