import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for an id that exists. */
export function executionExists(executionId: string): WdhError {
  return new WdhError(
    `There is a run ${executionId} already. Bind the pipeline again for another run.`,
    { code: 'EXECUTION_EXISTS', category: 'usage' },
  );
}
