import { systemUserName } from '@wdh/postgres';
import type { SchedulePause } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueue } from '../../project/import-queue.js';
import { showTime } from '../../table/show-values.js';
import { openProjectQueue } from '../queue/open-project-queue.js';
import { findSchedule } from './find-schedule.js';

/** A schedule that was paused or resumed, as `--json` prints it. */
interface Switched {
  readonly schedule: string;
  readonly isPaused: boolean;
  /** The pause that holds, or the one that ended; null if there was none. */
  readonly pause: SchedulePause | null;
  readonly nextAt: Date | null;
}

/** Pauses a schedule of the project. */
export async function pause(context: CommandContext, name: string): Promise<number> {
  const schedule = findSchedule(await context.project(), name);
  const { pauseSchedule } = await importQueue('wdh schedules');
  const queue = await openProjectQueue(context, 'wdh schedules');
  try {
    const holds = await pauseSchedule(queue.pool, schedule, systemUserName());
    const result: Switched = { schedule: name, isPaused: true, pause: holds, nextAt: null };
    await context.printResult(
      result,
      () =>
        `Schedule ${name} is paused ${showPause(holds)}. Its times pass without a run until: wdh schedules resume ${name}`,
    );
  } finally {
    await queue.close();
  }
  return 0;
}

/** Resumes a schedule of the project. */
export async function resume(context: CommandContext, name: string): Promise<number> {
  const schedule = findSchedule(await context.project(), name);
  const { resumeSchedule } = await importQueue('wdh schedules');
  const queue = await openProjectQueue(context, 'wdh schedules');
  try {
    const ended = await resumeSchedule(queue.pool, schedule);
    const [next] = schedule.next(1);
    const nextAt = next?.instant ?? null;
    const result: Switched = { schedule: name, isPaused: false, pause: ended, nextAt };
    await context.printResult(result, () => {
      const was =
        ended === null ? 'was not paused' : `was paused ${showPause(ended)}, and is resumed`;
      return `Schedule ${name} ${was}. Its next time is ${showTime(nextAt)}.`;
    });
  } finally {
    await queue.close();
  }
  return 0;
}

/** Writes since when a schedule is paused, and who paused it. */
export function showPause({ since, by }: SchedulePause): string {
  return `since ${showTime(since)}${by === null ? '' : ` by ${by}`}`;
}
