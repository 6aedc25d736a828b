import { WdhError } from '../errors/wdh-error.js';

/** Creates the error for a result that the compiler would have rejected. */
export function invalidResult(expected: string, returned: unknown): WdhError {
  const got = returned === null ? 'null' : `a value of type ${typeof returned}`;
  return new WdhError(`The step must return ${expected}; it returned ${got}.`, {
    code: 'STEP_RESULT_INVALID',
    category: 'internal',
  });
}
