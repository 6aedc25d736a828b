import { WdhError } from '@wdh/pipeline-core';

/** Why values for a column `GENERATED ALWAYS AS IDENTITY` are not taken. */
export const identityReason =
  'GENERATED ALWAYS AS IDENTITY, so that the server would number the rows anew. Set overridingSystemValue to keep their values, or leave the column out of the rows';

/** The load is to fail where rows have values that the server would replace by numbers of its own. */
export function columnIsIdentity(table: string, column: string): WdhError {
  return identityError(`Column "${column}" of ${table} is ${identityReason}.`);
}

/** Makes the error `COLUMN_IS_IDENTITY`. */
export function identityError(summary: string): WdhError {
  return new WdhError(summary, { code: 'COLUMN_IS_IDENTITY', category: 'schema' });
}
