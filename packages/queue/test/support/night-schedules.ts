import { defineSchedule, type Schedule } from '@wdh/job';
import { people } from './people-job.js';

/** Schedules of a night in Berlin: one of each quarter of an hour, and one of a time that clocks skip or repeat. */
export const nightSchedules: readonly Schedule[] = [
  defineSchedule({
    ...{ name: 'quarters', job: people, cron: '*/15 * * * *', timezone: 'Europe/Berlin' },
    ...{ overlap: 'allow', request: { input: '/data/people.csv' } },
  }),
  defineSchedule({
    ...{ name: 'early', job: people, cron: '30 2 * * *', timezone: 'Europe/Berlin' },
    ...{ overlap: 'allow', request: { input: '/data/people.csv' } },
  }),
];
