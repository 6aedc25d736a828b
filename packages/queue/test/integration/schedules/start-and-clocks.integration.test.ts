import { csv, days, defineJob } from '@wdh/job';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Scheduler, Worker } from '../../../src/index.js';
import { useQueue } from '../../support/use-queue.js';
import { nightly, useSchedules } from '../../support/use-schedules.js';

const used = useQueue();
const schedules = useSchedules(used);
beforeEach(() => schedules.reset());

describe('before it follows the first schedule, a scheduler refuses', () => {
  it.each([
    ['the standard input', { input: '-' }, /Schedule nightly cannot start\. .*standard input/],
    ['a text with NUL', { input: 'a\0b' }, /Schedule nightly cannot start\. .*NUL/],
    [
      'a password',
      { input: 'https://ann:canary@host/a.csv' },
      /cannot start\. .*secret in "input"/,
    ],
  ])('%s, which the queue cannot store', async (_, request, problem) => {
    const byName = new Map([['nightly', nightly({ request })]]);
    const starting = new Scheduler({ queue: used.queue, schedules: byName }).pass();
    await expect(starting).rejects.toMatchObject({
      ...{ code: 'SCHEDULE_INVALID', category: 'usage' },
      message: expect.stringMatching(problem) as string,
    });
    await expect(starting).rejects.not.toThrow('canary');
    expect(await used.sql`select from wdh_schedules`).toEqual([]);
  });
});

describe('on a machine whose clock is an hour behind', () => {
  const daily = defineJob({
    name: 'daily',
    source: csv({ columns: ['id', 'name'] }),
    into: 'public.people',
    partitions: days({ from: '2026-01-01' }),
    steps: (rows) => rows,
  });
  const ofToday = nightly({
    ...{ job: daily, cron: '0 0 * * *', timezone: 'UTC' },
    request: ({ scheduledAt }) => ({ input: '/data/none.csv', partition: scheduledAt.day() }),
  });
  afterEach(() => vi.useRealTimers());

  it('a tick at midnight may load the day that begins', async () => {
    const { at } = await schedules.start('2026-01-31T23:59:00Z', ofToday);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T23:00:00Z') });
    await at('2026-02-01T00:00:00Z');
    vi.useRealTimers();
    expect(await schedules.ticks()).toEqual(['2026-02-01T00:00Z submitted']);
    expect((await schedules.runs())[0]?.request).toMatchObject({ partition: '2026-02-01' });
  });

  it('a worker runs it', async () => {
    const at = new Date('2026-02-01T00:00:00Z');
    const { executionId } = await used.queue.submitRun({
      ...{ job: daily, request: ofToday.requestAt(at), schedule: { name: 'nightly', at } },
    });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T23:00:00Z') });
    const logger = createRecordingLogger();
    const drain = new AbortController();
    const worker = new Worker({ queue: used.queue, jobs: [daily], logger });
    const running = worker.run({ drain: drain.signal });
    onTestFinished(async () => {
      drain.abort();
      await running;
    });
    const codes = async (): Promise<unknown> => {
      const [run] = await used.sql<{ code: unknown }[]>`
        select error_code as code from pipeline_executions where execution_id = ${executionId}`;
      return run?.code;
    };
    // It reads the file, which does not exist: its partition was not refused.
    await expect.poll(codes, { timeout: 60_000 }).toBe('FILE_NOT_FOUND');
  });
});

it('a session that holds a schedule is ended only if it has held it all the time', async () => {
  const often = nightly({ cron: '* * * * *', timezone: 'UTC', overlap: 'allow' });
  const first = await schedules.start('2026-01-31T17:59:30Z', often);
  const second = await schedules.start('2026-01-31T17:59:30Z', often);
  const passWhileHeld = async (time: string): Promise<void> => {
    await schedules.setClock(time);
    await used.sql.begin(async (transaction) => {
      await transaction`select from wdh_schedules for update`;
      await first.scheduler.pass();
    });
  };
  await passWhileHeld('2026-01-31T18:00:00Z');
  await second.scheduler.pass();
  await first.scheduler.pass();
  const now = performance.now.bind(performance);
  const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => later.mockRestore());
  await passWhileHeld('2026-01-31T18:01:00Z');
  const events = first.logger.events.map(({ event }) => event);
  expect(events).toEqual(['schedule.followed']);
});
