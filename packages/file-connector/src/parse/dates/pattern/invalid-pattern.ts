import { WdhError } from '@wdh/pipeline-core';

/** Creates the error of a pattern that no format can have. */
export function invalidPattern(pattern: string, problem: string): WdhError {
  return new WdhError(`The pattern ${pattern} of a date format is invalid: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
