import { expectTypeOf } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { rows } from '../sources/rows.js';
import { defineSchedule } from './define-schedule.js';
import type { Schedule } from './schedule.js';
import type { ScheduledTime } from './scheduled-time.js';

const job = defineJob({
  name: 'strikes',
  source: rows('none', () => []),
  steps: (given) => given,
  into: 'strikes',
});
const nightly = { job, cron: '0 2 * * *', timezone: 'Asia/Shanghai' } as const;

expectTypeOf(defineSchedule(nightly)).toEqualTypeOf<Schedule>();

// A request may be a function of the time.
defineSchedule({
  ...nightly,
  request: ({ scheduledAt, previousAt }) => {
    expectTypeOf(scheduledAt).toEqualTypeOf<ScheduledTime>();
    expectTypeOf(previousAt.instant).toEqualTypeOf<Date>();
    return { partition: scheduledAt.day(-1) };
  },
});

// @ts-expect-error -- a schedule without a zone would depend on the machine
defineSchedule({ job, cron: '0 2 * * *' });

// @ts-expect-error -- the rules are skip, queue and allow
defineSchedule({ ...nightly, overlap: 'wait' });

// @ts-expect-error -- a request has no such field
defineSchedule({ ...nightly, request: { inputs: 'in.csv' } });

// @ts-expect-error -- a partition is a text
defineSchedule({ ...nightly, request: ({ scheduledAt }) => ({ partition: scheduledAt.instant }) });
