import { isJob } from '../declare/is-job.js';
import type { Job } from '../declare/job.js';
import { projectInvalid } from './project-invalid.js';

/** What starts runs of a job: a feed, a schedule or a watched folder. */
interface Starter {
  readonly name: string;
  readonly job: Job;
}

/** How messages name a kind of starter, and what each of its kind has. */
export interface StarterKind {
  /** Such as `feed`. */
  readonly one: string;
  /** Such as `feeds`. */
  readonly many: string;
  /** The function that declares it, such as `defineFeed`. */
  readonly maker: string;
  /** Methods that no other value has. */
  readonly methods: readonly string[];
}

/**
 * Returns the starters of one kind by name.
 *
 * @throws WdhError `PROJECT_INVALID` (usage) for an entry that is none, a name that is taken, and a job that
 *   is not listed.
 */
export function startersByName<Kind extends Starter>(
  { one, many, maker, methods }: StarterKind,
  starters: readonly Kind[],
  jobs: ReadonlyMap<string, Job>,
): ReadonlyMap<string, Kind> {
  // Nothing has checked the types of a file that the command loads.
  const given: unknown = starters;
  if (!Array.isArray(given) || !given.every((starter) => isStarter(starter, methods))) {
    throw projectInvalid(`Its ${many} must be a list of what ${maker} returns.`);
  }
  const byName = new Map<string, Kind>();
  for (const starter of starters) {
    const { name, job } = starter;
    if (byName.has(name)) {
      throw projectInvalid(
        `Two ${many} are called "${name}": give one another name, as in ${maker}({ name: '${name}_2', … }).`,
      );
    }
    // Its records name the job: a worker and wdh replay find it among the jobs.
    if (jobs.get(job.name) !== job) {
      throw projectInvalid(
        `The job "${job.name}" of the ${one} "${name}" is not listed: add it to the jobs.`,
      );
    }
    byName.set(name, starter);
  }
  return byName;
}

function isStarter(value: unknown, methods: readonly string[]): boolean {
  const parts = Object(value) as Readonly<Record<string, unknown>>;
  return (
    typeof parts['name'] === 'string' &&
    isJob(parts['job']) &&
    methods.every((method) => typeof parts[method] === 'function')
  );
}
