import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { list } from '../partitions/list.js';
import { months } from '../partitions/months.js';
import { rows } from '../sources/rows.js';
import { defineSchedule, type ScheduleDeclaration } from './define-schedule.js';

const job = defineJob({
  name: 'strikes',
  source: rows('none', () => []),
  steps: (given) => given,
  params: v.object({ day: v.pipe(v.string('must be a text'), v.isoDate('must be a date')) }),
  into: 'strikes',
});
const nightly: ScheduleDeclaration = {
  job,
  cron: '0 2 * * *',
  timezone: 'Asia/Shanghai',
  request: { params: { day: '2026-01-31' } },
};

describe('defineSchedule', () => {
  it('fills in what a declaration leaves out', () => {
    const schedule = defineSchedule(nightly);
    expect(schedule).toMatchObject({
      name: 'strikes',
      description: 'strikes',
      overlap: 'skip',
      catchUpWithinMs: 43_200_000,
    });
    expect(Object.isFrozen(schedule)).toBe(true);
  });

  it('lists its next times in its zone', () => {
    const times = defineSchedule(nightly).next(2, new Date('2026-01-31T18:00:00Z'));
    expect(times.map(String)).toEqual(['2026-02-02T02:00:00+08:00', '2026-02-03T02:00:00+08:00']);
  });

  it('makes the request of a time from that time and the one before', () => {
    const monthly = { ...job, partitions: months({ from: '2025-01' }) };
    const schedule = defineSchedule({
      ...{ ...nightly, job: monthly },
      request: ({ scheduledAt, previousAt }) => ({
        partition: scheduledAt.month(-1),
        params: { day: previousAt.day() },
      }),
    });
    expect(schedule.requestAt(new Date('2026-01-31T18:00:00Z'))).toEqual({
      partition: '2026-01',
      params: { day: '2026-01-31' },
    });
  });

  it('does not change its time when its request does', () => {
    const schedule = defineSchedule({
      ...nightly,
      request: ({ scheduledAt, previousAt }) => {
        scheduledAt.instant.setDate(1);
        return { params: { day: previousAt.day() } };
      },
    });
    const time = new Date('2026-01-31T18:00:00Z');
    schedule.requestAt(time);
    expect(time.toISOString()).toBe('2026-01-31T18:00:00.000Z');
  });

  it('loads the last complete partition of a time, unless its request names one', () => {
    const monthly = { ...job, params: null, partitions: months({ from: '2025-01' }) };
    const declared = { ...nightly, job: monthly, request: {} };
    const time = new Date('2026-01-31T18:00:00Z');
    expect(defineSchedule(declared).requestAt(time)).toEqual({ partition: '2025-12' });
    const named = defineSchedule({ ...declared, request: { partition: '2025-06' } });
    expect(named.requestAt(time)).toEqual({ partition: '2025-06' });
  });

  it('may be declared before its first partition is complete', () => {
    const early = { ...job, params: null, partitions: months({ from: '2999-01' }) };
    expect(() => defineSchedule({ ...nightly, job: early, request: {} })).not.toThrow();
  });

  it('has another declaration when anything in it is another', () => {
    const { declaration } = defineSchedule(nightly);
    expect(defineSchedule({ ...nightly }).declaration).toBe(declaration);
    expect(defineSchedule({ ...nightly, name: 'other' }).declaration).toBe(declaration);
    const others: readonly Partial<ScheduleDeclaration>[] = [
      { cron: '0 3 * * *' },
      { timezone: 'UTC' },
      { overlap: 'allow' },
      { catchUpWithinMs: 0 },
      { request: { params: { day: '2026-02-01' } } },
      { request: () => ({ params: { day: '2026-02-01' } }) },
    ];
    const declarations = others.map((part) => defineSchedule({ ...nightly, ...part }).declaration);
    expect(new Set([declaration, ...declarations]).size).toBe(7);
  });
});

describe('defineSchedule refuses', () => {
  it.each<[string, object, RegExp]>([
    ['a cron that does not parse', { cron: '0 25 * * *' }, /its cron "0 25 \* \* \*" is not valid/],
    ['a zone that does not exist', { timezone: 'Asia/Shangai' }, /its timezone "Asia\/Shangai"/],
    ['an offset as a zone', { timezone: '+08:00' }, /its timezone "\+08:00" must be a name/],
    ['no zone', { timezone: undefined }, /its timezone must be a name/],
    ['a name with blanks', { name: 'My Schedule' }, /its name must be/],
    ['an unknown overlap', { overlap: 'wait' }, /its overlap must be one of skip, queue, allow/],
    ['a negative window', { catchUpWithinMs: -1 }, /its catchUpWithinMs must be/],
    ['no job', { job: 'strikes', name: 'x' }, /its job must be what defineJob returns/],
    [
      'a partition that the job does not have',
      {
        job: { ...job, params: null, partitions: list(['north', 'south']) },
        request: { partition: 'nort' },
      },
      /has no partition "nort"/,
    ],
    [
      'no partition of a list',
      { job: { ...job, params: null, partitions: list(['north', 'south']) }, request: {} },
      /loads one partition at a time/,
    ],
    ['a text as its request', { request: 'in.csv' }, /its request must be the request of a run/],
    ['an unknown field', { request: { inputs: 'in.csv' } }, /inputs is not known/],
    ['params of another form', { request: { params: { day: 'today' } } }, /day: must be a date/],
    ['missing params', { request: {} }, /the params of its request: day/],
    ['an invalid request of a function', { request: () => ({ mode: 'merge' }) }, /mode must be/],
    ['a request that JSON cannot hold', { request: { params: { day: 5n } } }, /must be JSON/],
    [
      'an asynchronous function',
      { request: () => Promise.reject(new Error('canary')) },
      /The function of its request returns a promise/,
    ],
    [
      'a function that throws',
      { request: () => JSON.parse('{') as object },
      /its request throws .*JSON/,
    ],
  ])('%s', (_, part, problem) => {
    const declare = () => defineSchedule({ ...nightly, ...part });
    expect(declare).toThrow(
      expect.objectContaining({ code: 'SCHEDULE_INVALID', category: 'usage' }) as Error,
    );
    expect(declare).toThrow(problem);
  });

  it('every problem at once, and names the schedule', () => {
    expect(() => defineSchedule({ ...nightly, name: 'night', cron: 'x', timezone: 'y' })).toThrow(
      /schedule "night" is invalid: its cron .*; its timezone/,
    );
  });

  it('no request whose schema is asynchronous, which is checked when it starts', () => {
    const params = v.pipeAsync(
      v.object({ day: v.string() }),
      v.checkAsync(() => Promise.reject(new Error('no connection'))),
    );
    const later = { ...job, params };
    expect(() => defineSchedule({ ...nightly, job: later })).not.toThrow();
  });
});
