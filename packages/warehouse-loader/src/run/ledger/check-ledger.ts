import { isBalanced, type RowLedger, WdhError } from '@wdh/pipeline-core';
import type { WriteCounts } from '../../copy/table-writer.js';

/** The counts of a load before they are compared. */
export interface WrittenRows {
  readonly counts: WriteCounts;
  /** Rows that the load received, counted by the load, not by the server. */
  readonly rowsTaken: number;
  /** Refused rows among them. */
  readonly rowsRefused: number;
}

/** Rows that the server reports, with any outcome. */
const accountedFor = ({ inserted, updated, unchanged, superseded }: WriteCounts): number =>
  inserted + updated + unchanged + superseded;

/**
 * Checks that the server has every row that was sent to it.
 *
 * @throws WdhError `LEDGER_IMBALANCE`.
 */
export function checkWritten(
  target: string,
  { counts, rowsTaken, rowsRefused }: WrittenRows,
): void {
  const found = accountedFor(counts) + rowsRefused;
  if (found === rowsTaken) return;
  throw imbalance(
    `${rowsTaken} rows were sent to ${target}, but the server counts ${found}. ` +
      'A trigger, a rule or a policy of the table drops or adds rows.',
  );
}

/**
 * Checks that every record of the source is accounted for by the pipeline, by the batches that it
 * produced, and by the server.
 *
 * @throws WdhError `LEDGER_IMBALANCE`.
 */
export function checkLedger(
  target: string,
  ledger: RowLedger,
  written: WrittenRows,
  rejected: { readonly taken: number; readonly stored: number },
): void {
  checkWritten(target, written);
  if (!isBalanced(ledger)) {
    throw imbalance(
      `The pipeline for ${target} lost or invented rows: its ledger is not balanced.`,
    );
  }
  if (ledger.rowsOut !== written.rowsTaken) {
    throw imbalance(
      `The pipeline for ${target} reports ${ledger.rowsOut} output rows, but the load received ${written.rowsTaken}.`,
    );
  }
  const { taken, stored } = rejected;
  const { rowsRefused } = written;
  if (ledger.rowsRejected + rowsRefused === taken && taken === stored) return;
  throw imbalance(
    `The pipeline for ${target} reports ${ledger.rowsRejected} rejected rows, and the load ${rowsRefused}; ${taken} were received and ${stored} were stored.`,
  );
}

function imbalance(summary: string): WdhError {
  return new WdhError(summary, { code: 'LEDGER_IMBALANCE', category: 'internal' });
}
