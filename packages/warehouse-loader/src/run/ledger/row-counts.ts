import type { RowLedger } from '@wdh/pipeline-core';
import type { RowCounts } from '@wdh/runs';
import { nothingWritten, type WriteCounts } from '../../copy/table-writer.js';

/** Adds up the outcomes of the rows so far, from the pipeline, the table and the journal. */
export function rowCountsOf(
  ledger: Pick<RowLedger, 'rowsIn' | 'rowsFiltered' | 'rowsAdded'> | undefined,
  { inserted, updated, unchanged, superseded, deleted }: WriteCounts = nothingWritten,
  rejected = 0,
): RowCounts {
  return {
    read: ledger?.rowsIn ?? 0,
    inserted,
    updated,
    unchanged,
    superseded,
    deleted,
    rejected,
    filtered: ledger?.rowsFiltered ?? 0,
    added: ledger?.rowsAdded ?? 0,
  };
}
