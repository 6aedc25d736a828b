import type { WireJobSummary } from '../../../src/wire/jobs.js';

/** Returns the jobs that have every word of a search in their name, table or description. */
export function matchingJobs(
  jobs: readonly WireJobSummary[],
  search: string,
): readonly WireJobSummary[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return jobs.filter(({ name, target, description, schedules, watches }) => {
    const text = [name, target, description, ...schedules, ...watches].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
