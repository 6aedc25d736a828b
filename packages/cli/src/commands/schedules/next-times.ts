import type { Schedule } from '@wdh/job';
import type { CommandContext } from '../../context/command-context.js';
import { showTime } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import { findSchedule, noSchedules } from './find-schedule.js';

/** The options of `wdh schedules next`. */
export interface NextOptions {
  readonly count: number;
}

/** A time of a schedule, as `--json` prints it. */
interface NextTime {
  readonly schedule: string;
  readonly at: Date;
  /** In the zone of the schedule, with its offset. */
  readonly local: string;
  readonly timezone: string;
}

/** Prints the next times of a schedule, or of all. */
export async function nextTimes(
  context: CommandContext,
  name: string | undefined,
  { count }: NextOptions,
): Promise<number> {
  const project = await context.project();
  const schedules =
    name === undefined ? [...project.schedules.values()] : [findSchedule(project, name)];
  const now = new Date();
  const times = schedules
    .flatMap((schedule) => timesOf(schedule, count, now))
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .slice(0, count);
  await context.printResult(times, () => (times.length === 0 ? noSchedules : show(times)));
  return 0;
}

const timesOf = (schedule: Schedule, count: number, now: Date): readonly NextTime[] =>
  schedule.next(count, now).map((time) => ({
    ...{ schedule: schedule.name, at: time.instant },
    ...{ local: time.toString(), timezone: schedule.timezone },
  }));

function show(times: readonly NextTime[]): string {
  const columns = [
    { head: 'schedule', canShrink: true },
    { head: 'local time' },
    { head: 'zone', canShrink: true },
    { head: 'UTC' },
  ];
  const table = new TextTable(columns, tableWidth());
  return table
    .withHead(
      times.map(({ schedule, at, local, timezone }) => [
        schedule,
        local.replace('T', ' ').replace(/:00(?=[+-])/, ' '),
        timezone,
        showTime(at).slice(0, 16),
      ]),
    )
    .join('\n');
}
