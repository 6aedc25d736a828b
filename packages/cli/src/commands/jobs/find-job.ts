import type { Job, Project } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { closestName } from '@wdh/warehouse-loader';

/**
 * Returns the job of a name.
 *
 * @throws WdhError `JOB_NOT_FOUND` (usage), with the name that was probably intended.
 */
export function findJob({ jobs }: Project, name: string): Job {
  const job = jobs.get(name);
  if (job !== undefined) return job;
  const names = [...jobs.keys()];
  const closest = closestName(name, names);
  const meant = closest === null ? namesOf(names) : `did you mean ${closest}?`;
  throw new WdhError(`The project has no job ${name} (${meant})`, {
    code: 'JOB_NOT_FOUND',
    category: 'usage',
  });
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return 'it lists none';
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `it has ${shown}, and more: wdh jobs` : `it has ${shown}`;
}
