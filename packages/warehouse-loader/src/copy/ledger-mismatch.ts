import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a table that does not contain the written rows. */
export function ledgerMismatch(table: string, expected: number, found: number): WdhError {
  return new WdhError(
    `${expected} rows were written to ${table}, but the server counts ${found}. ` +
      'A trigger, a rule or a policy of the table drops, withholds or adds rows.',
    { code: 'LEDGER_IMBALANCE', category: 'internal' },
  );
}
