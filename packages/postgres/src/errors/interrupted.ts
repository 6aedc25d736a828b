import { WdhError } from '@wdh/pipeline-core';

/** Returns the error of work, such as a load, that was stopped by a signal. */
export function interrupted(signal: AbortSignal, work: string): WdhError {
  const reason: unknown = signal.reason;
  // A cancellation on request has a code of its own.
  if (reason instanceof WdhError && reason.code === 'CANCELLED') return reason;
  return new WdhError(`The ${work} was stopped.`, {
    code: 'INTERRUPTED',
    category: 'interrupted',
    cause: reason,
  });
}
