import { WdhError } from '@wdh/pipeline-core';

/** The error of work, such as a load, that was told to stop. */
export function interrupted(signal: AbortSignal, work: string): WdhError {
  const reason: unknown = signal.reason;
  return new WdhError(`The ${work} was stopped.`, {
    code: 'INTERRUPTED',
    category: 'interrupted',
    cause: reason,
  });
}
