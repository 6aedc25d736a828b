import type { RowLedger } from '../accounting/row-ledger.js';
import { WdhError } from './wdh-error.js';

/** The counts of a step or a run do not add up: a row was lost or invented. */
export class LedgerImbalanceError extends WdhError {
  readonly ledger: RowLedger;

  constructor(domain: string, of: string, ledger: RowLedger) {
    super(
      `The rows of ${of} do not add up: ${ledger.rowsIn} in + ${ledger.rowsAdded} added is not ` +
        `${ledger.rowsOut} out + ${ledger.rowsRejected} rejected + ${ledger.rowsFiltered} filtered.`,
      { code: 'LEDGER_IMBALANCE', category: 'internal', domain },
    );
    this.ledger = ledger;
  }
}
