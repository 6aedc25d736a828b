import type { Queryable } from '@wdh/postgres';
import { countOpenRejects, type EarlierRun } from '@wdh/runs';
import type { LoadReport, LoadStatus } from '../../results/load-report.js';
import type { WrittenBatches } from '../write-batches.js';

/** The outcome of one attempt of a load. */
export type LoadOutcome = Pick<
  LoadReport<LoadStatus>,
  | 'status'
  | 'rows'
  | 'droppedColumns'
  | 'triggerWrites'
  | 'sequencesBehind'
  | 'previousExecutionId'
  | 'previousRun'
  | 'hint'
>;

/** The counts of the written batches for a report; null if none were written. */
export function writtenOutcome(
  written: WrittenBatches | null,
): Pick<LoadOutcome, 'droppedColumns' | 'triggerWrites' | 'sequencesBehind'> {
  return {
    droppedColumns: written?.dropped ?? [],
    triggerWrites: written?.triggerWrites ?? [],
    sequencesBehind: written?.sequencesBehind ?? [],
  };
}

/** Names the run that loaded the source before; null if there is none. */
export async function previousOutcome(
  on: Queryable,
  earlier: EarlierRun | null,
): Promise<Pick<LoadOutcome, 'previousExecutionId' | 'previousRun'>> {
  if (earlier === null) return { previousExecutionId: null, previousRun: null };
  const { executionId, completedAt, rowsRejected } = earlier;
  const rowsOpen = rowsRejected === 0 ? 0 : await countOpenRejects(on, executionId);
  return {
    previousExecutionId: executionId,
    previousRun: { executionId, completedAt, rowsRejected, rowsOpen },
  };
}
