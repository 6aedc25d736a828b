import type { WireJobs } from '../../../src/wire/jobs.js';
import { useAnswer } from '../../api/use-answer.js';

/** Returns the names of the jobs; empty until they are loaded. */
export function useJobNames(): readonly string[] {
  const { data } = useAnswer<WireJobs>('/jobs');
  return (data?.jobs ?? []).map(({ name }) => name);
}
