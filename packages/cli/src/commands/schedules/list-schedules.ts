import type { Schedule } from '@wdh/job';
import { escapeControls } from '@wdh/logging';
import type { ScheduleState } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueue } from '../../project/import-queue.js';
import { showTime } from '../../table/show-values.js';
import { styleOfStatus } from '../../table/style-of-status.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import { openQueueIfAny } from '../queue/open-project-queue.js';
import { noSchedules } from './find-schedule.js';
import { showPause } from './pause-and-resume.js';

/** A schedule, as `--json` prints it. */
interface ListedSchedule extends Pick<
  Schedule,
  'name' | 'description' | 'cron' | 'timezone' | 'overlap' | 'catchUpWithinMs'
> {
  readonly job: string;
  readonly nextAt: Date | null;
  /** Whether a worker that declares it in this way was seen within the last minute. */
  readonly isFollowed: boolean;
  /** What workers follow instead; null if nothing else. */
  readonly followedInstead: Pick<ScheduleState, 'cron' | 'timezone'> | null;
  readonly pause: ScheduleState['pause'];
  readonly lastTick: ScheduleState['lastTick'];
}

const columns = [
  { head: 'schedule', canShrink: true },
  { head: 'job', canShrink: true },
  { head: 'cron' },
  { head: 'zone', canShrink: true },
  { head: 'next (UTC)' },
  { head: 'last (UTC)' },
  { head: 'status', styleOf: styleOfStatus },
];

/** Prints the schedules of the project. */
export async function listSchedules(context: CommandContext): Promise<number> {
  const { schedules } = await context.project();
  const states = schedules.size === 0 ? new Map<string, never>() : await readStates(context);
  const listed = [...schedules.values()].map((schedule) =>
    listedSchedule(schedule, states.get(schedule.name)),
  );
  await context.printResult(listed, () => (listed.length === 0 ? noSchedules : show(listed)));
  return 0;
}

async function readStates(context: CommandContext): Promise<ReadonlyMap<string, ScheduleState>> {
  const { scheduleStates } = await importQueue('wdh schedules');
  const queue = await openQueueIfAny(context, 'wdh schedules', 'read');
  if (queue === null) return new Map();
  try {
    return new Map((await scheduleStates(queue.pool)).map((state) => [state.name, state]));
  } finally {
    await queue.close();
  }
}

function listedSchedule(schedule: Schedule, state: ScheduleState | undefined): ListedSchedule {
  const { name, description, cron, timezone, overlap, catchUpWithinMs } = schedule;
  const isSame = state?.declaration === schedule.declaration;
  const isFollowed = state?.isFollowed ?? false;
  return {
    ...{ name, description, job: schedule.job.name, cron, timezone, overlap, catchUpWithinMs },
    nextAt: (isSame ? state.nextAt : null) ?? schedule.next(1)[0]?.instant ?? null,
    isFollowed: isSame && isFollowed,
    followedInstead:
      state === undefined || isSame || !isFollowed
        ? null
        : { cron: state.cron, timezone: state.timezone },
    pause: state?.pause ?? null,
    lastTick: state?.lastTick ?? null,
  };
}

function show(listed: readonly ListedSchedule[]): string {
  const table = new TextTable(columns, tableWidth());
  const lines = table.withHead(
    listed.map(({ name, job, cron, timezone, nextAt, pause, lastTick }) => [
      ...[name, job, cron, timezone],
      pause === null ? showMinute(nextAt) : 'paused',
      showMinute(lastTick?.at ?? null),
      lastTick?.runStatus ?? lastTick?.outcome ?? '',
    ]),
  );
  const notes = listed.flatMap(notesOf);
  return [...lines, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

const showMinute = (time: Date | null): string => showTime(time).slice(0, 16);

function notesOf(schedule: ListedSchedule): readonly string[] {
  const { name, pause, lastTick, isFollowed, followedInstead } = schedule;
  const notes = [
    pause === null ? null : `${name} is paused ${showPause(pause)}: wdh schedules resume ${name}`,
    followedInstead === null
      ? null
      : `${name}: workers of another version follow "${followedInstead.cron}" in ${followedInstead.timezone}: restart them.`,
    isFollowed || followedInstead !== null ? null : `${name}: no worker follows it: wdh worker`,
    lastTick?.reason == null || lastTick.outcome === 'paused'
      ? null
      : `${name}: the last time was ${lastTick.outcome}: ${lastTick.reason}`,
  ];
  return notes.filter((note) => note !== null).map(escapeControls);
}
