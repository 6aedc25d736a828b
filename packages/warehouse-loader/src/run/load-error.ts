import { WdhError } from '@wdh/pipeline-core';
import { interrupted } from '@wdh/postgres';

/** What a {@link LoadError} is about. */
export interface LoadErrorSite {
  /** The table, for people. */
  readonly target: string;
  /** Id of the run; null for a load without audit. */
  readonly executionId: string | null;
  /** How often it was tried; 0 where the source could not be opened. Default once. */
  readonly attempts?: number | undefined;
}

/** A load failed. Its code, category and context are those of what went wrong, its `cause`. */
export class LoadError extends WdhError {
  readonly target: string;
  readonly executionId: string | null;
  /** How often it was tried; more than once only with the option `retry`. */
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

/** Returns the status of a run that ended with an error of that code. */
export function endStatusOf(code: string): 'failed' | 'cancelled' {
  return code === 'CANCELLED' ? 'cancelled' : 'failed';
}

/** Makes the error of a load out of whatever went wrong. */
export function loadErrorOf(
  error: unknown,
  site: LoadErrorSite,
  signal: AbortSignal | undefined,
): LoadError {
  if (error instanceof LoadError) return error;
  const known = asWdhError(error);
  const isKnown = known.code !== 'COMMIT_UNKNOWN';
  // A stop explains every failure but one: that nobody knows whether the rows are there.
  const cause = signal?.aborted === true && isKnown ? interrupted(signal, 'load') : known;
  return new LoadError(cause, isKnown ? 'Nothing was loaded; a rerun is safe.' : '', site);
}

/** An exception of a source or a step: its message may hold anything, so that only its name is told. */
function asWdhError(error: unknown): WdhError {
  if (error instanceof WdhError) return error;
  const name = error instanceof Error ? error.name : `a value of type ${typeof error}`;
  return new WdhError(`The source of the rows threw ${name}.`, {
    code: 'SOURCE_FAILED',
    category: 'internal',
    cause: error,
  });
}
