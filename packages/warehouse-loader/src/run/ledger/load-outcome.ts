import type { LoadReport, LoadStatus } from '../../results/load-report.js';
import type { WrittenBatches } from '../write-batches.js';

/** What one attempt of a load did. */
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

/** What a report has of the batches that were written; null where none were. */
export function writtenOutcome(
  written: WrittenBatches | null,
): Pick<LoadOutcome, 'droppedColumns' | 'triggerWrites' | 'sequencesBehind'> {
  return {
    droppedColumns: written?.dropped ?? [],
    triggerWrites: written?.triggerWrites ?? [],
    sequencesBehind: written?.sequencesBehind ?? [],
  };
}
