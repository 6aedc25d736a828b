import { WdhError } from '@wdh/pipeline-core';
import { pathOf } from '../sources/path-of.js';

/**
 * Returns the path or address that the `input` of a job returns.
 *
 * @param asked - What it is asked for, such as `partition 2026-01`.
 * @throws WdhError `JOB_INVALID` (usage) if it throws, or returns something else.
 */
export function inputPathOf(jobName: string, asked: string, input: () => unknown): string {
  const returned = returnedBy(jobName, asked, input);
  if (returned instanceof URL) {
    return returned.protocol === 'file:' ? pathOf(returned) : returned.href;
  }
  if (typeof returned === 'string' && returned.trim() !== '') return returned;
  throw new WdhError(
    `The input of job ${jobName} must return the path, the address or the URL of a file: it returned something else.`,
    { code: 'JOB_INVALID', category: 'usage' },
  );
}

/** What it throws has no code, and may contain values. */
function returnedBy(jobName: string, asked: string, input: () => unknown): unknown {
  try {
    return input();
  } catch (cause) {
    if (cause instanceof WdhError) throw cause;
    const name = cause instanceof Error ? cause.name : typeof cause;
    throw new WdhError(
      `The input of job ${jobName} failed with ${name} for ${asked}: correct the function in defineJob.`,
      { code: 'JOB_INVALID', category: 'usage', cause },
    );
  }
}
