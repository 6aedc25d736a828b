import { describe, expect, it } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { defineFeed } from '../feeds/define-feed.js';
import { defineSchedule } from '../schedules/define-schedule.js';
import { rows } from '../sources/rows.js';
import { defineProject, type ProjectDeclaration } from './define-project.js';

const jobCalled = (name: string) =>
  defineJob({ name, source: rows('none', () => []), steps: (given) => given, into: 'x' });

describe('defineProject', () => {
  it('finds its jobs by name', () => {
    const [first, second] = [jobCalled('first'), jobCalled('second')];
    const { jobs, database, inputs } = defineProject({ jobs: [first, second] });
    expect([...jobs.keys()]).toEqual(['first', 'second']);
    expect(jobs.get('second')).toBe(second);
    expect({ database, inputs }).toEqual({ database: null, inputs: [] });
  });

  it('finds its feeds by name, and has none by default', () => {
    const job = jobCalled('first');
    const feed = defineFeed({ name: 'ticks', job });
    const { feeds } = defineProject({ jobs: [job], feeds: [feed] });
    expect([...feeds]).toEqual([['ticks', feed]]);
    expect(defineProject({ jobs: [job] }).feeds.size).toBe(0);
  });

  it('refuses two feeds of one name, a feed of an unlisted job, and other values', () => {
    const job = jobCalled('first');
    const feed = defineFeed({ name: 'ticks', job });
    expect(() => defineProject({ jobs: [job], feeds: [feed, feed] })).toThrow(
      'Two feeds are called "ticks"',
    );
    expect(() => defineProject({ jobs: [], feeds: [feed] })).toThrow(
      'The job "first" of the feed "ticks" is not listed: add it to the jobs.',
    );
    // As it may come from JavaScript.
    const wrong = { jobs: [job], feeds: [job] } as unknown as ProjectDeclaration;
    expect(() => defineProject(wrong)).toThrow('Its feeds must be a list');
  });

  it('finds its schedules by name, and refuses two of one name and one of an unlisted job', () => {
    const job = jobCalled('first');
    const schedule = defineSchedule({ job, cron: '@daily', timezone: 'UTC' });
    expect([...defineProject({ jobs: [job], schedules: [schedule] }).schedules]).toEqual([
      ['first', schedule],
    ]);
    expect(defineProject({ jobs: [job] }).schedules.size).toBe(0);
    expect(() => defineProject({ jobs: [job], schedules: [schedule, schedule] })).toThrow(
      `Two schedules are called "first": give one another name, as in defineSchedule({ name: 'first_2', … }).`,
    );
    expect(() => defineProject({ jobs: [], schedules: [schedule] })).toThrow(
      'The job "first" of the schedule "first" is not listed: add it to the jobs.',
    );
    const plain = { job, cron: '@daily', timezone: 'UTC' } as never;
    expect(() => defineProject({ jobs: [job], schedules: [plain] })).toThrow(
      'Its schedules must be a list of what defineSchedule returns.',
    );
  });

  it('refuses a job with the name of a built-in one', () => {
    expect(() => defineProject({ jobs: [jobCalled('load')] })).toThrow(
      'A job is called "load", the name of the job behind wdh load: rename it.',
    );
  });

  it('refuses two jobs of one name', () => {
    expect(() => defineProject({ jobs: [jobCalled('twice'), jobCalled('twice')] })).toThrow(
      expect.objectContaining({ code: 'PROJECT_INVALID', category: 'usage' }) as Error,
    );
  });

  it.each([
    ['nothing', undefined, /jobs must be a list/],
    ['no jobs', {}, /jobs must be a list/],
    ['jobs by name', { jobs: { first: jobCalled('first') } }, /jobs must be a list/],
    [
      'a missing import',
      { jobs: [jobCalled('first'), undefined] },
      /Entry 2 of its jobs is not a job/,
    ],
    ['a name', { jobs: ['first'] }, /Entry 1 of its jobs is not a job/],
    ['a port', { jobs: [], database: 5432 }, /database must be a text/],
  ])('refuses %s, which the compiler would have found', (_, declaration, message) => {
    expect(() => defineProject(declaration as never)).toThrow(message);
  });
});
