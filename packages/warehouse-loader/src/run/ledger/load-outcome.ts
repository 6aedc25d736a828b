import type { LoadReport, LoadStatus } from '../../results/load-report.js';
import type { WrittenBatches } from '../write-batches.js';

/** What one attempt of a load did. */
export type LoadOutcome = Pick<
  LoadReport<LoadStatus>,
  | 'status'
  | 'rows'
  | 'droppedColumns'
  | 'isUnstaged'
  | 'triggerWrites'
  | 'sequencesBehind'
  | 'previousExecutionId'
  | 'hint'
>;

/** What a report has of the batches that were written; null where none were. */
export function writtenOutcome(
  written: WrittenBatches | null,
): Pick<LoadOutcome, 'droppedColumns' | 'isUnstaged' | 'triggerWrites' | 'sequencesBehind'> {
  return {
    droppedColumns: written?.dropped ?? [],
    isUnstaged: written?.isUnstaged ?? false,
    triggerWrites: written?.triggerWrites ?? [],
    sequencesBehind: written?.sequencesBehind ?? [],
  };
}
