import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { useQueue } from '../../support/use-queue.js';
import { nightly, useSchedules } from '../../support/use-schedules.js';

const used = useQueue();
const schedules = useSchedules(used);
beforeEach(() => schedules.reset());

describe('a tick', () => {
  it('submits one run at its time, with the request of that time', async () => {
    const { at, logger } = await schedules.start('2026-01-31T17:59:00Z', nightly());
    await at('2026-01-31T17:59:59.999Z');
    expect(await schedules.ticks()).toEqual([]);
    await at('2026-01-31T18:00:00.500Z');
    await at('2026-02-01T17:59:59Z');
    expect(await schedules.ticks()).toEqual(['2026-01-31T18:00Z submitted']);
    const [run, ...others] = await schedules.runs();
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      status: 'queued',
      request: { input: '/data/people.csv', params: { day: '2026-01-31' } },
    });
    const [recorded] = await used.sql`
      select trigger, requested_by, job_name from pipeline_executions
      where execution_id = ${run?.id ?? ''}`;
    expect(recorded).toEqual({
      ...{ trigger: 'schedule', requested_by: 'schedule nightly', job_name: 'people' },
    });
    expect(logger.events.map(({ event }) => event)).toEqual([
      'schedule.followed',
      'schedule.submitted',
    ]);
    expect(logger.events[1]?.context).toEqual({
      ...{ schedule: 'nightly', job: 'people', scheduledAt: '2026-01-31T18:00:00.000Z' },
      ...{ lateMs: 500, executionId: run?.id },
    });
  });

  it('whose request cannot be made is failed, and the next one fires', async () => {
    const fragile = nightly({
      request: ({ scheduledAt }) => {
        if (scheduledAt.day() === '2026-02-02') throw new Error('canary');
        return scheduledAt.day() === '2026-02-03' ? { input: '-' } : { input: '/data/people.csv' };
      },
    });
    const { at, logger } = await schedules.start('2026-01-31T17:59:00Z', fragile);
    for (const day of ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03']) {
      await used.sql`delete from pipeline_executions`;
      await at(`${day}T18:00:01Z`);
    }
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:00Z submitted', '2026-02-01T18:00Z failed'],
      ...['2026-02-02T18:00Z failed', '2026-02-03T18:00Z submitted'],
    ]);
    const failed = logger.events.filter(({ level }) => level === 'error');
    expect(failed.map(({ context }) => context['reason'])).toEqual([
      'its request throws (Error)',
      expect.stringContaining('[REQUEST_INVALID] A request of job people reads the standard input'),
    ]);
    expect(JSON.stringify(logger.events)).not.toContain('canary');
  });

  it('is not lost with a transaction that fails', async () => {
    const { at, scheduler } = await schedules.start('2026-01-31T17:59:00Z', nightly());
    const repair = () =>
      used.sql`alter table wdh_schedule_ticks drop constraint if exists broken`.then(
        () => undefined,
      );
    onTestFinished(repair);
    await used.sql`alter table wdh_schedule_ticks add constraint broken check (outcome = 'no') not valid`;
    await at('2026-01-31T18:00:00Z');
    expect(await schedules.runs()).toEqual([]);
    await repair();
    await scheduler.pass();
    expect(await schedules.ticks()).toEqual(['2026-01-31T18:00Z submitted']);
    expect(await schedules.runs()).toHaveLength(1);
  });

  it('fires once when ten schedulers handle it at the same time', async () => {
    const started = await Promise.all(
      Array.from({ length: 10 }, () => schedules.start('2026-01-31T17:59:00Z', nightly())),
    );
    await schedules.setClock('2026-01-31T18:00:00Z');
    for (let pass = 0; pass < 2; pass += 1) {
      await Promise.all(started.map(({ scheduler }) => scheduler.pass()));
    }
    expect(await schedules.ticks()).toEqual(['2026-01-31T18:00Z submitted']);
    const submitted = started.flatMap(({ logger }) =>
      logger.events.filter(({ event }) => event === 'schedule.submitted'),
    );
    expect(submitted).toHaveLength(1);
    expect(await used.sql`select from wdh_queue.job`).toHaveLength(1);
  });

  it('of long ago is deleted', async () => {
    const { at } = await schedules.start('2026-01-31T17:59:00Z', nightly({ overlap: 'allow' }));
    await at('2026-01-31T18:00:00Z');
    await at('2026-03-07T18:00:00Z');
    expect((await schedules.ticks())[0]).toBe('2026-01-31T18:00Z submitted');
    await at('2026-03-08T18:00:00Z');
    const [first = ''] = await schedules.ticks();
    expect(first > '2026-02-01').toBe(true);
  });
});

describe('after an outage', () => {
  it('only the latest missed tick is made up, and the others are noted', async () => {
    const { at, logger } = await schedules.start('2026-01-31T17:59:00Z', nightly());
    await at('2026-02-03T20:00:00Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:00Z missed', '2026-02-01T18:00Z missed', '2026-02-02T18:00Z missed'],
      '2026-02-03T18:00Z submitted',
    ]);
    const runs = await schedules.runs();
    expect(runs.map(({ request }) => request)).toMatchObject([{ params: { day: '2026-02-03' } }]);
    expect(logger.events.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        event: 'schedule.ticks_missed',
        context: {
          ...{ schedule: 'nightly', ticks: 3, hasMore: false },
          ...{ from: '2026-01-31T18:00:00.000Z', to: '2026-02-02T18:00:00.000Z' },
        },
      },
    ]);
  });

  it('no tick is made up beyond its window, which is 12 hours', async () => {
    const { at } = await schedules.start('2026-01-31T17:59:00Z', nightly());
    await at('2026-02-01T06:00:00Z');
    await at('2026-02-02T06:00:01Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:00Z submitted', '2026-02-01T18:00Z missed'],
    ]);
  });

  it('the window may be another, and no tick is late within its first minute', async () => {
    const strict = nightly({ catchUpWithinMs: 0, overlap: 'allow' });
    const { at } = await schedules.start('2026-01-31T17:59:00Z', strict);
    await at('2026-01-31T18:01:00Z');
    await at('2026-02-01T18:01:01Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:00Z submitted', '2026-02-01T18:00Z missed'],
    ]);
  });

  it('of a schedule of each minute, the latest hundred are noted', async () => {
    const often = nightly({ cron: '* * * * *' });
    const { at, logger } = await schedules.start('2026-01-31T00:00:30Z', often);
    await at('2026-01-31T12:00:30Z');
    const ticks = await schedules.ticks();
    expect(ticks).toHaveLength(101);
    expect(ticks.at(-1)).toBe('2026-01-31T12:00Z submitted');
    expect(logger.events.at(-2)?.context).toMatchObject({ ticks: 100, hasMore: true });
  });
});

describe('the clock of the server', () => {
  it('that goes forward and back lets a tick fire once, and the schedule go on', async () => {
    const daily = nightly({ overlap: 'allow' });
    const { at } = await schedules.start('2026-01-31T17:59:00Z', daily);
    await at('2026-01-31T18:00:00Z');
    await at('2027-06-01T00:00:00Z');
    await at('2026-01-31T18:00:00Z');
    await at('2026-01-31T17:00:00Z');
    await at('2026-01-31T18:00:01Z');
    await at('2026-02-01T18:00:00Z');
    const ticks = await schedules.ticks();
    expect(ticks.filter((tick) => tick.startsWith('2026') && tick.endsWith('submitted'))).toEqual([
      ...['2026-01-31T18:00Z submitted', '2026-02-01T18:00Z submitted'],
    ]);
    const ids = (await schedules.runs()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('that was ahead for an hour lets each tick of that hour fire in the end, once', async () => {
    const often = nightly({ cron: '*/15 * * * *', timezone: 'UTC', overlap: 'allow' });
    const { at } = await schedules.start('2026-01-31T18:00:01Z', often);
    await at('2026-01-31T19:00:01Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:15Z missed', '2026-01-31T18:30Z missed', '2026-01-31T18:45Z missed'],
      '2026-01-31T19:00Z submitted',
    ]);
    for (const minute of ['18:14', '18:15', '18:30', '18:45', '19:00', '19:01']) {
      await at(`2026-01-31T${minute}:00Z`);
    }
    expect(await schedules.ticks()).toEqual(
      ['18:15', '18:30', '18:45', '19:00'].map((time) => `2026-01-31T${time}Z submitted`),
    );
    expect(await used.sql`select from wdh_queue.job`).toHaveLength(4);
  });
});

describe('the clocks of a zone', () => {
  it('that skip a time let it fire once, later by what they skip', async () => {
    const early = nightly({ cron: '30 2 * * *', timezone: 'America/New_York' });
    const { at } = await schedules.start('2026-03-08T05:00:00Z', early);
    await at('2026-03-08T07:29:59Z');
    expect(await schedules.ticks()).toEqual([]);
    for (const minute of ['07:30', '07:31', '08:30', '12:00']) await at(`2026-03-08T${minute}:00Z`);
    expect(await schedules.ticks()).toEqual(['2026-03-08T07:30Z submitted']);
    expect((await schedules.runs())[0]?.request).toMatchObject({ params: { day: '2026-03-07' } });
  });

  it('that show a time twice let it fire at the first', async () => {
    const early = nightly({ cron: '30 2 * * *', timezone: 'Europe/Berlin' });
    const { at } = await schedules.start('2026-10-24T22:00:00Z', early);
    for (const minute of ['00:30', '01:29', '01:30', '01:31', '02:30']) {
      await at(`2026-10-25T${minute}:00Z`);
    }
    expect(await schedules.ticks()).toEqual(['2026-10-25T00:30Z submitted']);
  });
});
