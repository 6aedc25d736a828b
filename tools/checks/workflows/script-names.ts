import { jobs } from '../jobs/job-table.mjs';

/**
 * Returns the arguments of `npm run`: root scripts, and jobs of a script such as `ci -- static`.
 */
export function scriptNames(scripts: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set([
    ...Object.keys(scripts),
    ...Object.entries(jobs).flatMap(([script, table]) =>
      Object.keys(table).map((job) => `${script} -- ${job}`),
    ),
  ]);
}

/** Returns whether a script runs jobs by name. */
export function isJobRunner(script: string): boolean {
  return Object.hasOwn(jobs, script);
}
