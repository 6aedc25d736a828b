import type { Schedule } from '@wdh/job';
import type { ScheduleState } from '@wdh/queue';
import type { ConsoleParts } from '../../console-parts.js';
import { Refusal } from '../../http/refusal.js';
import type { WireOverview } from '../../wire/overview.js';
import type { WireSchedule } from '../../wire/queue.js';
import { queueOf } from './queue-of.js';

/** Times of a schedule that a page shows. */
const shownTimes = 5;

/** What the answers about schedules need. */
export type ScheduleParts = Pick<ConsoleParts, 'project' | 'queue'>;

/**
 * Returns the schedules of the project, by name.
 *
 * @throws Refusal 404 `QUEUE_NOT_USED`
 */
export async function listSchedules(parts: ScheduleParts): Promise<readonly WireSchedule[]> {
  const states = await readStates(parts);
  return [...parts.project.schedules.values()]
    .map((schedule) => scheduleOf(schedule, states.get(schedule.name)))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Returns a schedule of the project. @throws Refusal 404 `SCHEDULE_NOT_FOUND` */
export function findSchedule({ project }: ScheduleParts, name: string): Schedule {
  const schedule = project.schedules.get(name);
  if (schedule !== undefined) return schedule;
  throw new Refusal(404, 'SCHEDULE_NOT_FOUND', 'The project has no schedule of this name.');
}

/** Returns a schedule as it is now. @throws Refusal 404 `SCHEDULE_NOT_FOUND`, `QUEUE_NOT_USED` */
export async function showSchedule(parts: ScheduleParts, name: string): Promise<WireSchedule> {
  const schedule = findSchedule(parts, name);
  return scheduleOf(schedule, (await readStates(parts)).get(name));
}

/** Returns the next times of all schedules, the earliest first; none without a queue. */
export async function nextTicks(
  parts: ScheduleParts,
  count: number,
): Promise<WireOverview['next']> {
  if (parts.queue === undefined || parts.project.schedules.size === 0) return [];
  const schedules = await listSchedules(parts);
  return schedules
    .flatMap(({ name, job, next, pausedAt }) =>
      next.map((at) => ({ schedule: name, job, at, isPaused: pausedAt !== null })),
    )
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, count);
}

async function readStates(parts: ScheduleParts): Promise<ReadonlyMap<string, ScheduleState>> {
  const { queue, functions } = await queueOf(parts);
  const states = await functions.scheduleStates(queue.pool);
  return new Map(states.map((state) => [state.name, state]));
}

function scheduleOf(schedule: Schedule, state: ScheduleState | undefined): WireSchedule {
  const { name, description, job, cron, timezone, overlap } = schedule;
  // Workers of another version may follow other times.
  const isSame = state?.declaration === schedule.declaration;
  const { pause = null, lastTick = null } = state ?? {};
  return {
    ...{ name, description, job: job.name, cron, timezone, overlap },
    next: nextTimes(schedule, isSame ? state.nextAt : null),
    last:
      lastTick === null
        ? null
        : {
            at: lastTick.at.toISOString(),
            outcome: lastTick.outcome,
            reason: lastTick.reason,
            executionId: lastTick.executionId,
            runStatus: lastTick.runStatus,
          },
    pausedAt: pause?.since.toISOString() ?? null,
    pausedBy: pause?.by ?? null,
    isFollowed: isSame && state.isFollowed,
  };
}

/** The time that workers wait for comes first: it may be one that has just passed. */
function nextTimes(schedule: Schedule, first: Date | null): readonly string[] {
  const times = schedule.next(shownTimes, first ?? undefined).map(({ instant }) => instant);
  const all = first === null ? times : [first, ...times];
  return all.slice(0, shownTimes).map((time) => time.toISOString());
}
