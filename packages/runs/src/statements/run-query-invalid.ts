import { WdhError } from '@wdh/pipeline-core';

/** Makes the error of a query whose options have no meaning. */
export function runQueryInvalid(problem: string): WdhError {
  return new WdhError(`The query of runs is invalid: ${problem}.`, {
    code: 'RUN_QUERY_INVALID',
    category: 'usage',
  });
}
