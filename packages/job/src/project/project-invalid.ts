import { WdhError } from '@wdh/pipeline-core';

/** Creates the error of a project that is declared wrongly. */
export function projectInvalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'PROJECT_INVALID', category: 'usage' });
}
