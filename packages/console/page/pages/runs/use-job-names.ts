import type { WireJobSummary } from '../../../src/wire/jobs.js';
import type { WirePage } from '../../../src/wire/wire.js';
import { useAnswer } from '../../api/use-answer.js';

/** Returns the names of the jobs; empty until they are loaded. */
export function useJobNames(): readonly string[] {
  const { data } = useAnswer<WirePage<WireJobSummary>>('/jobs');
  return (data?.items ?? []).map(({ name }) => name);
}
