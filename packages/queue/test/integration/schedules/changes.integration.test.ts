import { beforeEach, describe, expect, it } from 'vitest';
import { pauseSchedule, resumeSchedule, scheduleStates } from '../../../src/index.js';
import { useQueue } from '../../support/use-queue.js';
import { nightly, useSchedules } from '../../support/use-schedules.js';

const used = useQueue();
const schedules = useSchedules(used);
beforeEach(() => schedules.reset());

describe('a paused schedule', () => {
  it('lets its ticks pass until it is resumed, and makes none up', async () => {
    const schedule = nightly();
    const { at } = await schedules.start('2026-01-31T17:59:00Z', schedule);
    const paused = await pauseSchedule(used.queue.pool, schedule, 'ann');
    expect(paused.by).toBe('ann');
    await at('2026-02-01T20:00:00Z');
    expect(await resumeSchedule(used.queue.pool, schedule)).toEqual(paused);
    await at('2026-02-02T17:00:00Z');
    await at('2026-02-02T18:00:00Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-02-01T18:00Z paused', '2026-02-02T18:00Z submitted'],
    ]);
  });

  it('stays paused, by whom and since when, after another pause and another deployment', async () => {
    const schedule = nightly();
    const paused = await pauseSchedule(used.queue.pool, schedule, 'ann');
    expect(await pauseSchedule(used.queue.pool, schedule, 'bob')).toEqual(paused);
    await schedules.start('2026-01-31T17:59:00Z', nightly());
    const { at } = await schedules.start('2026-01-31T18:59:00Z', nightly({ cron: '0 3 * * *' }));
    await at('2026-01-31T19:00:00Z');
    expect(await schedules.ticks()).toEqual(['2026-01-31T19:00Z paused']);
    const [state] = await scheduleStates(used.queue.pool);
    expect(state?.pause).toEqual(paused);
    await resumeSchedule(used.queue.pool, schedule);
    expect(await resumeSchedule(used.queue.pool, schedule)).toBeNull();
  });
});

describe('a schedule of a later deployment', () => {
  it('replaces the time that waits if it has another cron', async () => {
    await schedules.start('2026-01-31T17:00:00Z', nightly());
    const later = await schedules.start('2026-01-31T17:30:00Z', nightly({ cron: '0 4 * * *' }));
    await later.at('2026-01-31T19:00:00Z');
    expect(await schedules.ticks()).toEqual([]);
    await later.at('2026-01-31T20:00:00Z');
    expect(await schedules.ticks()).toEqual(['2026-01-31T20:00Z submitted']);
    expect(later.logger.events[0]?.event).toBe('schedule.replaced');
  });

  it('makes up the time that passed during the deployment if it has the same cron', async () => {
    await schedules.start('2026-01-31T17:00:00Z', nightly());
    await schedules.start(
      '2026-01-31T18:10:00Z',
      nightly({ request: { input: '/data/other.csv' } }),
    );
    expect((await schedules.runs()).map(({ request }) => request)).toMatchObject([
      { input: '/data/other.csv' },
    ]);
  });

  it('that lacks it does not fire it', async () => {
    await schedules.start('2026-01-31T17:00:00Z', nightly());
    const later = await schedules.start('2026-01-31T17:30:00Z', nightly({ name: 'other' }));
    await later.at('2026-01-31T18:00:00Z');
    expect([await schedules.ticks(), await schedules.ticks('other')]).toEqual([
      [],
      ['2026-01-31T18:00Z submitted'],
    ]);
  });
});

describe('workers of two versions', () => {
  it('follow the one that started last, and do not take it from one another', async () => {
    const first = await schedules.start('2026-01-31T17:00:00Z', nightly());
    const second = await schedules.start('2026-01-31T17:00:01Z', nightly({ cron: '0 4 * * *' }));
    for (const time of ['17:00:30', '17:01:00', '17:01:30', '18:00:00', '20:00:00']) {
      await schedules.setClock(`2026-01-31T${time}Z`);
      await second.scheduler.pass();
      await first.scheduler.pass();
      await second.scheduler.pass();
    }
    expect(await schedules.ticks()).toEqual(['2026-01-31T20:00Z submitted']);
    const eventsOf = ({ logger }: typeof first) => logger.events.map(({ event }) => event);
    expect(eventsOf(first)).toEqual(['schedule.followed', 'schedule.outdated']);
    expect(eventsOf(second)).toEqual(['schedule.replaced', 'schedule.submitted']);
  });

  it('follow the other version when none of the last one has been seen for a minute', async () => {
    const first = await schedules.start('2026-01-31T17:00:00Z', nightly());
    await schedules.start('2026-01-31T17:00:01Z', nightly({ cron: '0 4 * * *' }));
    await first.at('2026-01-31T17:01:00Z');
    expect(first.logger.events.at(-1)?.event).toBe('schedule.outdated');
    await first.at('2026-01-31T17:01:02Z');
    await first.at('2026-01-31T18:00:00Z');
    expect(await schedules.ticks()).toEqual(['2026-01-31T18:00Z submitted']);
  });
});

it('a row that was deleted by hand is written again', async () => {
  const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly());
  await used.sql`delete from wdh_schedules`;
  await at('2026-01-31T17:30:00Z');
  await at('2026-01-31T18:00:00Z');
  expect(await schedules.ticks()).toEqual(['2026-01-31T18:00Z submitted']);
});

it('states of schedules are those of their last tick and its run', async () => {
  const { at } = await schedules.start(
    '2026-01-31T17:59:00Z',
    nightly(),
    nightly({ name: 'other' }),
  );
  await at('2026-01-31T18:00:00Z');
  const states = await scheduleStates(used.queue.pool);
  const [run] = await schedules.runs();
  expect(states[0]).toMatchObject({
    ...{ name: 'nightly', jobName: 'people', cron: '0 2 * * *', timezone: 'Asia/Shanghai' },
    ...{ nextAt: new Date('2026-02-01T18:00:00Z'), pause: null },
    lastTick: {
      ...{ at: new Date('2026-01-31T18:00:00Z'), outcome: 'submitted', reason: null },
      ...{ executionId: run?.id, runStatus: 'queued' },
    },
  });
  expect(states[1]?.name).toBe('other');
});
