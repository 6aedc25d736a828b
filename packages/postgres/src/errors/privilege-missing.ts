import { WdhError } from '@wdh/pipeline-core';

/** Makes the error of a role that lacks privileges; the message names the grants. */
export function privilegeMissing(lacking: readonly string[]): WdhError {
  return new WdhError(`The role lacks ${lacking.join(' and ')}. Grant it.`, {
    code: 'PRIVILEGE_MISSING',
    category: 'schema',
  });
}
