import type { Job } from '../declare/job.js';
import { rows as rowsInMemory } from '../sources/rows.js';

/** Returns a job that takes rows in memory instead of the input of its source. */
export function withRows<Raw extends object, Row extends object>(
  job: Job<Raw, Row>,
  rows: readonly Raw[],
): Job<Raw, Row> {
  const source = rowsInMemory<object>('rows of the test', () => rows);
  return {
    ...job,
    example: source.example,
    plan: (params, partition) => ({
      ...job.plan(params, partition),
      source,
      defaultInput: undefined,
    }),
  };
}
