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
