import { WdhError } from '@wdh/pipeline-core';

/**
 * Creates the error for two ways of reading that find different records: one could be lost or added,
 * so nothing is loaded.
 */
export function engineDisagrees(difference: string, lineNumber: number): WdhError {
  return new WdhError(
    `${difference} No row was lost unnoticed; please report this with the file.`,
    { code: 'CSV_ENGINE_DISAGREES', category: 'internal', lineNumber },
  );
}
