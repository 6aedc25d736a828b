import { WdhError } from '@wdh/pipeline-core';
import { interrupted } from '@wdh/postgres';

/** The load of a {@link LoadError}. */
export interface LoadErrorSite {
  /** The table, for messages. */
  readonly target: string;
  /** Id of the run; null for a load without audit. */
  readonly executionId: string | null;
  /** Number of attempts; 0 if the source could not be opened. Default 1. */
  readonly attempts?: number | undefined;
}

/** The error of a failed load. Its code, category and context are those of its `cause`. */
export class LoadError extends WdhError {
  readonly target: string;
  readonly executionId: string | null;
  /** Number of attempts; more than 1 only with the option `retry`. */
  readonly attempts: number;

  constructor(cause: WdhError, outcome: string, site: LoadErrorSite) {
    const { target, executionId, attempts = 1 } = site;
    super(`Loading into ${target} failed. ${cause.summary} ${outcome}`, {
      ...cause.context,
      code: cause.code,
      category: cause.category,
      isRetryable: cause.isRetryable,
      cause,
    });
    this.target = target;
    this.executionId = executionId;
    this.attempts = attempts;
  }

  override toJSON(): ReturnType<WdhError['toJSON']> & {
    target: string;
    executionId: string | null;
    attempts: number;
  } {
    const { target, executionId, attempts } = this;
    return { ...super.toJSON(), target, executionId, attempts };
  }
}

/** Returns the status of a run that ended with an error with this code. */
export function endStatusOf(code: string): 'failed' | 'cancelled' {
  return code === 'CANCELLED' ? 'cancelled' : 'failed';
}

/** Creates the error of a load from any error. */
export function loadErrorOf(error: unknown, site: LoadErrorSite, signal?: AbortSignal): LoadError {
  if (error instanceof LoadError) return error;
  const known = asWdhError(error);
  const isKnown = known.code !== 'COMMIT_UNKNOWN';
  // A stop explains every failure except an unknown outcome of COMMIT.
  const cause = signal?.aborted === true && isKnown ? interrupted(signal, 'load') : known;
  return new LoadError(cause, isKnown ? 'Nothing was loaded; a rerun is safe.' : '', site);
}

/**
 * An exception of a source or a step: only its name is reported, because its message may contain
 * values.
 */
function asWdhError(error: unknown): WdhError {
  if (error instanceof WdhError) return error;
  const name = error instanceof Error ? error.name : `a value of type ${typeof error}`;
  return new WdhError(`The source of the rows threw ${name}.`, {
    code: 'SOURCE_FAILED',
    category: 'internal',
    cause: error,
  });
}
