import type { Job } from '../declare/job.js';
import type { Watch } from '../watches/watch.js';
import { projectInvalid } from './project-invalid.js';

/**
 * Returns the watched folders of a project by name.
 *
 * @throws WdhError `PROJECT_INVALID` for an entry that is none, a name that is taken, and a job that
 *   is not listed.
 */
export function namedWatches(
  watches: unknown,
  jobs: ReadonlyMap<string, Job>,
): ReadonlyMap<string, Watch> {
  if (!Array.isArray(watches) || !watches.every(isWatch)) {
    throw projectInvalid('Its watches must be a list of what defineWatch returns.');
  }
  const byName = new Map<string, Watch>();
  for (const watch of watches) {
    const { name, job } = watch;
    if (byName.has(name)) {
      throw projectInvalid(
        `Two watches are called "${name}": give one another name, as in defineWatch({ name: '${name}_2', … }).`,
      );
    }
    // A worker finds the job of a queued run by its name.
    if (jobs.get(job.name) !== job) {
      throw projectInvalid(
        `The job "${job.name}" of the watch "${name}" is not listed: add it to the jobs.`,
      );
    }
    byName.set(name, watch);
  }
  return byName;
}

function isWatch(value: unknown): value is Watch {
  const { name, match, requestOf } = Object(value) as Partial<Watch>;
  return typeof name === 'string' && typeof match === 'function' && typeof requestOf === 'function';
}
