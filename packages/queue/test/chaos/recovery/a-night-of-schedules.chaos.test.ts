import {
  onConnectionOf,
  onReply,
  onStatement,
  type Trigger,
  withinDeadline,
} from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { Night } from '../../support/night.js';

const noted = onStatement('insert into public.wdh_schedule_ticks');

/** The moments of a tick. */
const moments: readonly (() => Trigger)[] = [
  () => onStatement('for update skip locked'),
  () => onStatement('update public.wdh_schedules set next_at'),
  () => onStatement(/insert into .*pipeline_executions/is),
  () => onStatement('pg_notify'),
  () => noted,
  () => onConnectionOf(noted, onStatement(/^commit/i)),
  () => onConnectionOf(noted, onReply('COMMIT')),
];

/**
 * A night starts a process up to 24 times, and waits for a schedule over 40 times: on a machine whose
 * processors are shared by 25 others, it took 140 s instead of 8.
 */
const limits = { timeout: 600_000 };

/** The quarters of six hours, as each of them is to end: one run, one job. */
const quarters = (from: string): readonly string[] =>
  Array.from({ length: 24 }, (_, at) => {
    const time = new Date(Date.parse(from) + (at + 1) * 900_000);
    return `${time.toISOString().slice(11, 16)} submitted 1`;
  });

test.each([
  ['skip an hour', '2026-03-28T22:00:00Z', '01:30 submitted 1'],
  ['repeat an hour', '2026-10-24T22:00:00Z', '00:30 submitted 1'],
])(
  'Q07 in a night in which clocks %s, two schedulers are killed and cut off at each moment of a tick: each tick has one run',
  limits,
  async (_, from, early) => {
    await using night = await Night.begin(inject('serverUrl'), from);
    for (let tick = 0; tick < 24; tick += 1) {
      await night.pass(10);
      const when = moments[tick % moments.length];
      if (when === undefined || tick % 4 === 3) {
        await night.pass(5);
        continue;
      }
      // Whichever of them handles the tick first.
      const isKill = tick % 2 === 0;
      const faults = night.schedulers.map((scheduler) =>
        isKill ? scheduler.killAt(when()) : scheduler.cutAt(when()),
      );
      await night.putForward(5);
      const fired = Promise.race(faults.map((fault, at) => fault.fired.then(() => at)));
      const what = `moment ${tick % moments.length} of tick ${tick}`;
      const first = await withinDeadline(fired, 120_000, what);
      for (const fault of faults) fault.lift();
      await night.settle();
      const hit = night.schedulers.filter((_scheduler, at) => (faults[at]?.firedCount ?? 0) > 0);
      expect(hit).toContain(night.schedulers[first]);
      if (isKill) await Promise.all(hit.map((scheduler) => scheduler.restart()));
    }
    expect(await night.ticks('quarters')).toEqual(quarters(from));
    expect(await night.ticks('early')).toEqual([early]);
    expect(await night.counts()).toEqual([25, 25]);
    for (const scheduler of night.schedulers) expect(await scheduler.stop()).toBe(0);
  },
);

test(
  'Q07 the clock of the server jumps forward and back in the night: each tick has one run in the end',
  limits,
  async () => {
    const from = '2026-10-24T22:00:00Z';
    await using night = await Night.begin(inject('serverUrl'), from);
    for (const minutes of [20, 70, -65, 5, 90, -30, -45, 15, 120, -5, 180])
      await night.pass(minutes);
    // The hours that were skipped for good are made up tick by tick.
    await night.pass(-355);
    for (let minute = 0; minute < 360; minute += 5) await night.pass(5);
    expect((await night.ticks('quarters')).slice(0, 24)).toEqual(quarters(from));
    expect(await night.ticks('early')).toEqual(['00:30 submitted 1']);
  },
);

test('Q07 a scheduler is frozen while it holds a schedule, and woken when another has fired the tick: one run, and both go on', async () => {
  await using night = await Night.begin(inject('serverUrl'), '2026-10-24T22:00:00Z');
  const faults = night.schedulers.map((scheduler) => scheduler.freezeAt(noted));
  await night.putForward(15);
  const first = await Promise.race(faults.map(({ fired }, at) => fired.then(() => at)));
  for (const fault of faults) fault.lift();
  await night.settle();
  expect(await night.ticks('quarters')).toEqual(['22:15 submitted 1']);
  night.schedulers[first]?.wake();
  await night.pass(15);
  expect(await night.ticks('quarters')).toEqual(['22:15 submitted 1', '22:30 submitted 1']);
  expect(await night.counts()).toEqual([2, 2]);
  for (const scheduler of night.schedulers) expect(await scheduler.stop()).toBe(0);
});
