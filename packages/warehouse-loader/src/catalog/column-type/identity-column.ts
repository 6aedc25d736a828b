import { WdhError } from '@wdh/pipeline-core';

/** Why values for a column `GENERATED ALWAYS AS IDENTITY` are refused. */
export const identityReason =
  'GENERATED ALWAYS AS IDENTITY, so the server would assign new numbers. Set overridingSystemValue to keep their values, or omit the column from the rows';

/** Creates the error for rows with values that the server would replace by its own numbers. */
export function columnIsIdentity(table: string, column: string): WdhError {
  return identityError(`Column "${column}" of ${table} is ${identityReason}.`);
}

/** Creates the error `COLUMN_IS_IDENTITY`. */
export function identityError(summary: string): WdhError {
  return new WdhError(summary, { code: 'COLUMN_IS_IDENTITY', category: 'schema' });
}
