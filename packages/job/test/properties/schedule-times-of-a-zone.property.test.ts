import { zoneNamed, type ZoneRules } from '@wdh/file-connector';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CronTimes, cronTimes } from '../../src/schedules/cron-times.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** Days on which clocks change, by an hour, half an hour, two hours, and a day; and one on which they do not. */
const days = [
  { zone: 'America/New_York', day: '2026-03-08' },
  { zone: 'America/New_York', day: '2026-11-01' },
  { zone: 'Europe/Berlin', day: '2026-03-29' },
  { zone: 'Europe/Berlin', day: '2026-10-25' },
  { zone: 'Australia/Lord_Howe', day: '2026-04-05' },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04' },
  { zone: 'Antarctica/Troll', day: '2026-03-29' },
  { zone: 'Antarctica/Troll', day: '2026-10-25' },
  { zone: 'America/Santiago', day: '2026-04-04' },
  { zone: 'America/Santiago', day: '2026-09-06' },
  { zone: 'Pacific/Apia', day: '2011-12-30' },
  { zone: 'Africa/Casablanca', day: '2026-03-22' },
  { zone: 'Asia/Shanghai', day: '2026-06-01' },
] as const;

function rulesOf(zone: string): ZoneRules {
  const rules = zoneNamed(zone);
  if (rules === null) throw new Error(`no zone ${zone}`);
  return rules;
}

/** Reads a clock of the zone each minute, by `Intl` alone: the instants at which it shows each local minute. */
function readClock(zone: string, from: number, to: number): ReadonlyMap<number, number[]> {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric' },
    ...{ day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  const shown = new Map<number, number[]>();
  for (let instant = from; instant < to; instant += minuteMs) {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, +value]));
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = [
      ...['year', 'month', 'day', 'hour', 'minute'],
    ].map((part) => parts.get(part as Intl.DateTimeFormatPartTypes));
    const local = Date.UTC(year, month - 1, day, hour, minute);
    shown.set(local, [...(shown.get(local) ?? []), instant]);
  }
  return shown;
}

/** What the rule says of each local minute that the expression names. */
function expectedTimes(
  clock: ReadonlyMap<number, readonly number[]>,
  minutes: readonly number[],
  hours: readonly number[],
): readonly number[] {
  const locals = [...clock.keys()].sort((one, other) => one - other);
  const times = new Set<number>();
  const [first = 0, last = 0] = [locals[0], locals.at(-1)];
  let elapsed = 0;
  for (let local = first; local <= last; local += minuteMs) {
    const shown = clock.get(local);
    // A minute that is skipped comes as long after the last one that is shown as without the change.
    elapsed = shown === undefined ? elapsed + minuteMs : (shown[0] ?? 0);
    const { hour, minute } = {
      hour: new Date(local).getUTCHours(),
      minute: (local / minuteMs) % 60,
    };
    if (!hours.includes(hour) || !minutes.includes(minute)) continue;
    for (const time of hours.length === 24 ? (shown ?? [elapsed]) : [elapsed]) times.add(time);
  }
  return [...times].sort((one, other) => one - other);
}

function timesBetween(times: CronTimes, from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (;;) {
    const next = times.nextAfter(new Date(found.at(-1) ?? from - 1)).getTime();
    if (next >= to) return found;
    found.push(next);
  }
}

function timesBackwards(times: CronTimes, from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (let until = to - 1; ; until = (found[0] ?? 0) - 1) {
    const last = times.lastUntil(new Date(until)).getTime();
    if (last < from) return found;
    found.unshift(last);
  }
}

const valuesBelow = (count: number, max: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: max });

describe.each(days)('the times of a schedule in $zone around $day', ({ zone, day }) => {
  const start = Date.parse(`${day}T00:00:00Z`);
  const [from, to] = [start - dayMs, start + 2 * dayMs];
  // The margins hold what a change of the clocks moves into the days that are compared.
  const clock = readClock(zone, from - 2 * dayMs, to + 2 * dayMs);

  it('are those that a clock of the zone shows, in both directions', () => {
    const everyHour = fc.constant(Array.from({ length: 24 }, (_, hour) => hour));
    fc.assert(
      fc.property(
        valuesBelow(60, 3),
        fc.oneof(valuesBelow(24, 5), valuesBelow(4, 4), everyHour),
        (minutes, hours) => {
          const cron = `${minutes.join(',')} ${hours.join(',')} * * *`;
          const times = cronTimes(cron, rulesOf(zone));
          const expected = expectedTimes(clock, minutes, hours);
          const between = expected.filter((time) => time >= from && time < to);
          expect(timesBetween(times, from, to)).toEqual(between);
          expect(timesBackwards(times, from, to)).toEqual(between);
        },
      ),
      { numRuns: 10 },
    );
  });
});
