import { WdhError } from '@wdh/pipeline-core';
import { pathOf } from '../sources/path-of.js';

/**
 * Returns the path or address that the `input` of a job has returned.
 *
 * @throws WdhError `JOB_INVALID` (usage) if it is something else.
 */
export function inputPathOf(jobName: string, returned: unknown): string {
  if (returned instanceof URL) {
    return returned.protocol === 'file:' ? pathOf(returned) : returned.href;
  }
  if (typeof returned === 'string' && returned.trim() !== '') return returned;
  throw new WdhError(
    `The input of job ${jobName} must return the path, the address or the URL of a file: it returned something else.`,
    { code: 'JOB_INVALID', category: 'usage' },
  );
}
