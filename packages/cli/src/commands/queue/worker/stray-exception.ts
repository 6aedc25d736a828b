import { loggedError } from '@wdh/job';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { InterruptedError } from '../../../outcome/interrupted-error.js';

/** Logs where an exception outside of any await was thrown, as soon as it stops the worker. */
export function logStrayException(signal: AbortSignal, logger: Logger): void {
  signal.addEventListener('abort', () => {
    const exception = strayExceptionOf(signal);
    if (exception === null) return;
    logger.error('worker.stray_exception', { error: loggedError(exception.cause) });
  });
}

/**
 * Returns the error of a worker that ends because of an exception outside of any await; null if it was
 * asked to end. No run is known to have thrown it, so none fails by it.
 */
export function strayExceptionOf({ aborted, reason }: AbortSignal): WdhError | null {
  if (!aborted || reason instanceof InterruptedError) return null;
  const cause: unknown = reason instanceof WdhError ? reason.cause : reason;
  return new WdhError(
    'An exception was thrown outside of any await, by a job or what it uses, so the worker ended. ' +
      'Its runs ended as recorded, or are queued again. See worker.stray_exception in the log, ' +
      'correct the job, and start the worker again.',
    { code: 'UNCAUGHT_EXCEPTION', category: 'internal', cause },
  );
}
