import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a role that lacks privileges; the message lists the grants. */
export function privilegeMissing(lacking: readonly string[]): WdhError {
  return new WdhError(`The role lacks ${lacking.join(' and ')}. Grant it.`, {
    code: 'PRIVILEGE_MISSING',
    category: 'schema',
  });
}
