import { WdhError } from '../errors/wdh-error.js';

/** Makes the error for what a step returned although the compiler would not have let it. */
export function invalidResult(expected: string, returned: unknown): WdhError {
  const got = returned === null ? 'null' : `a value of type ${typeof returned}`;
  return new WdhError(`The step must return ${expected}; it returned ${got}.`, {
    code: 'STEP_RESULT_INVALID',
    category: 'internal',
  });
}
