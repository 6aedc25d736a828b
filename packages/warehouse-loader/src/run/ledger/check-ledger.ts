import { isBalanced, type RowLedger, WdhError } from '@wdh/pipeline-core';
import type { WriteCounts } from '../../copy/table-writer.js';

/** What a load says of its rows before they are compared. */
export interface WrittenRows {
  readonly counts: WriteCounts;
  /** Rows that came, counted by the load, not by the server. */
  readonly rowsTaken: number;
  /** Those of them that were refused. */
  readonly rowsRefused: number;
}

/** Rows that the server says it has, one way or another. */
const accountedFor = ({ inserted, updated, unchanged, superseded }: WriteCounts): number =>
  inserted + updated + unchanged + superseded;

/**
 * Checks that the server has every row that it was given.
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
    `${rowsTaken} rows were given to ${target}, but the server counts ${found}. ` +
      'A trigger, a rule or a policy of the table drops or adds rows.',
  );
}

/**
 * Checks that every record of the source is accounted for: by the pipeline, by the batches that
 * came out of it, and by the server.
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
      `The pipeline for ${target} says it handed on ${ledger.rowsOut} rows, but ${written.rowsTaken} came.`,
    );
  }
  const { taken, stored } = rejected;
  const { rowsRefused } = written;
  if (ledger.rowsRejected + rowsRefused === taken && taken === stored) return;
  throw imbalance(
    `The pipeline for ${target} says it rejected ${ledger.rowsRejected} rows, and the load ${rowsRefused}; ${taken} came and ${stored} were stored.`,
  );
}

function imbalance(summary: string): WdhError {
  return new WdhError(summary, { code: 'LEDGER_IMBALANCE', category: 'internal' });
}
