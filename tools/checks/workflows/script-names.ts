import { jobs } from '../jobs/job-table.mjs';

/** Names what `npm run` can run: the root scripts, and the jobs of a script as `ci -- static`. */
export function scriptNames(scripts: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set([
    ...Object.keys(scripts),
    ...Object.entries(jobs).flatMap(([script, table]) =>
      Object.keys(table).map((job) => `${script} -- ${job}`),
    ),
  ]);
}

/** Tells whether a script runs jobs, and says nothing without the name of one. */
export function isJobRunner(script: string): boolean {
  return Object.hasOwn(jobs, script);
}
