import { WdhError } from '@wdh/pipeline-core';

/** Returns the error for work, such as a load, that was stopped by its signal. */
export function interrupted(signal: AbortSignal, work: string): WdhError {
  const reason: unknown = signal.reason;
  // A requested cancellation has its own code.
  if (reason instanceof WdhError && reason.code === 'CANCELLED') return reason;
  return new WdhError(`The ${work} was stopped.`, {
    code: 'INTERRUPTED',
    category: 'interrupted',
    cause: reason,
  });
}
