import type { Project, Schedule } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { closestName } from '@wdh/warehouse-loader';

/** How to declare the first schedule. */
export const noSchedules =
  'The project has no schedules: declare one with defineSchedule, and list it in defineProject({ jobs, schedules: [...] }).';

/**
 * Returns the schedule of a name.
 *
 * @throws WdhError `SCHEDULE_NOT_FOUND` (usage), with the name that was probably intended.
 */
export function findSchedule({ schedules }: Project, name: string): Schedule {
  const schedule = schedules.get(name);
  if (schedule !== undefined) return schedule;
  const names = [...schedules.keys()];
  const closest = closestName(name, names);
  const known = `it has ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', and more' : ''}`;
  const meant = closest === null ? known : `did you mean ${closest}?`;
  throw new WdhError(
    names.length === 0 ? noSchedules : `The project has no schedule ${name} (${meant}).`,
    { code: 'SCHEDULE_NOT_FOUND', category: 'usage' },
  );
}
