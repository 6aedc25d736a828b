import { WdhError } from '@wdh/pipeline-core';

/** Creates an error about one migration, with category `schema`. */
export function migrationError(
  code: string,
  folder: string,
  file: string,
  problem: string,
  cause?: unknown,
): WdhError {
  return new WdhError(`Migration ${file} of ${folder} ${problem}`, {
    code,
    category: 'schema',
    cause,
  });
}
