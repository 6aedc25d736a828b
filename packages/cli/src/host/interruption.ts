import { WdhError } from '@wdh/pipeline-core';
import { signalExitCodes } from '../outcome/exit-code.js';
import { InterruptedError } from '../outcome/interrupted-error.js';

type Signal = keyof typeof signalExitCodes;

/** Listens for signals and for exceptions outside of any await. */
export interface Interruption {
  /** Aborted, with the error that the run ends with, by the first SIGINT, SIGTERM or stray exception. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  readonly release: () => void;
}

/**
 * Ends the run gracefully at the first signal, and the process immediately at the second. An
 * exception outside of any await ends the run as an internal error.
 */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (signalName: Signal): void => {
    if (controller.signal.aborted) process.exit(signalExitCodes[signalName]);
    controller.abort(new InterruptedError(signalName));
  };
  const fail = (cause: unknown): void => {
    const summary =
      'An exception was thrown outside of any await. Nothing was loaded; rerun is safe.';
    controller.abort(
      new WdhError(summary, { code: 'UNCAUGHT_EXCEPTION', category: 'internal', cause }),
    );
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      process.off('uncaughtException', fail).off('unhandledRejection', fail);
    },
  };
}
