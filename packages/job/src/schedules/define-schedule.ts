import { createHash } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';
import type { Job } from '../declare/job.js';
import { parseRunRequest, type RunRequest } from '../request/run-request.js';
import { checkSchedule, invalidSchedule } from './check-schedule.js';
import { cronTimes } from './cron-times.js';
import { requestProblem } from './request-problem.js';
import type { OverlapRule, Schedule, ScheduleTick } from './schedule.js';
import { ScheduledTime } from './scheduled-time.js';

/** The declaration of a schedule. */
export interface ScheduleDeclaration {
  /** Lower-case words with underscores or hyphens. Default: the name of the job. */
  readonly name?: string | undefined;
  /** One sentence for people. Default: the name. */
  readonly description?: string | undefined;
  readonly job: Job;
  /**
   * The five fields of crontab(5), such as `0 2 * * *`: minute, hour, day of the month, month, day of the
   * week, in local time. A time that clocks skip fires that much later, and one that they show twice fires
   * once; only a schedule of every hour fires in both.
   */
  readonly cron: string;
  /** A name of the zone database, such as `Asia/Shanghai`, or `UTC`. */
  readonly timezone: string;
  /**
   * The request of each run, or a function of its time. Default: an empty one. A job that has partitions
   * loads the last complete one of the time, unless the request names another.
   *
   * @example ({ scheduledAt }) => ({ partition: scheduledAt.day(-1) })
   */
  readonly request?: RunRequest | ((tick: ScheduleTick) => RunRequest) | undefined;
  /** What happens while the schedule's earlier run is queued or running. Default `skip`. */
  readonly overlap?: OverlapRule | undefined;
  /**
   * Milliseconds after its time until which the latest missed tick is made up, such as after an outage.
   * Default 12 hours. A tick is never late within its first minute.
   */
  readonly catchUpWithinMs?: number | undefined;
}

const twelveHoursMs = 43_200_000;

/**
 * Declares a schedule, which `wdh worker` follows.
 *
 * @throws WdhError `SCHEDULE_INVALID` (usage) that names the schedule and every problem of its declaration.
 * @example
 * export const nightly = defineSchedule({
 *   job: strikes,
 *   cron: '0 2 * * *',
 *   timezone: 'Asia/Shanghai',
 *   request: ({ scheduledAt }) => ({ input: `/data/strikes-${scheduledAt.day(-1)}.csv` }),
 * });
 */
export function defineSchedule(declaration: ScheduleDeclaration): Schedule {
  const zone = checkSchedule(declaration);
  const { job, cron, timezone, request = {}, overlap = 'skip' } = declaration;
  const { name = job.name, catchUpWithinMs = twelveHoursMs } = declaration;
  const requestText = textOf(request);
  if (requestText === null) throw invalidSchedule(name, ['its request must be JSON']);
  const times = cronTimes(cron, zone);
  const tickAt = (time: Date): ScheduleTick => {
    const previous = times.lastUntil(new Date(time.getTime() - 1));
    return {
      scheduledAt: new ScheduledTime(time, zone),
      previousAt: new ScheduledTime(previous, zone),
    };
  };
  const schedule: Schedule = {
    ...times,
    name,
    description: declaration.description ?? name,
    job,
    cron,
    timezone,
    overlap,
    catchUpWithinMs,
    declaration: digestOf([job.name, cron, timezone, overlap, catchUpWithinMs, requestText]),
    next: (count, after = new Date()) => {
      const found: ScheduledTime[] = [];
      for (let time = after; found.length < count;) {
        time = times.nextAfter(time);
        found.push(new ScheduledTime(time, zone));
      }
      return found;
    },
    requestAt: (time) => {
      const asked = parseRunRequest(
        typeof request === 'function' ? returned(request(tickAt(time))) : request,
      );
      const partition = asked.partition ?? job.partitions?.latest(time) ?? undefined;
      return partition === undefined ? asked : { ...asked, partition };
    },
  };
  const problem = requestProblem(schedule);
  if (problem !== null) throw invalidSchedule(name, [problem]);
  return Object.freeze(schedule);
}

/** What a function returns cannot be compared; its text can. Null for a request that JSON cannot hold. */
function textOf(request: unknown): string | null {
  if (typeof request === 'function') return String(request);
  try {
    return JSON.stringify(request);
  } catch {
    return null;
  }
}

/** A declaration in JavaScript may have an asynchronous function; its rejection must not end the process. */
function returned(request: unknown): unknown {
  if (!(request instanceof Promise)) return request;
  request.catch(() => undefined);
  throw new WdhError('The function of its request returns a promise: it must return the request.', {
    code: 'REQUEST_INVALID',
    category: 'usage',
  });
}

const digestOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
