import { WdhError } from '@wdh/pipeline-core';

/** Creates the error of a query with invalid options. */
export function runQueryInvalid(problem: string): WdhError {
  return new WdhError(`The query of runs is invalid: ${problem}.`, {
    code: 'RUN_QUERY_INVALID',
    category: 'usage',
  });
}
