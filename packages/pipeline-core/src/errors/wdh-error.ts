import { type ErrorFacts, errorFacts } from './error-facts.js';

/**
 * What the runner of a job must do about an error; a job maps each to one exit code.
 *
 * - `internal`: a bug or an exception of a step; report it.
 * - `usage`: wrong options or settings; change the call.
 * - `connection`: the database cannot be reached, or was lost; try again later.
 * - `data`: the rows are invalid; correct the file or the rules.
 * - `schema`: a table, column, privilege or migration is missing or wrong; change the database.
 * - `locked`: another run holds a lock that this one needs; wait for it.
 * - `file`: a file or disk error; correct path, permission, content or space.
 * - `interrupted`: the run was stopped from outside.
 * - `budget`: a spending limit is reached; raise it or wait for its reset. Never retryable.
 */
export type ErrorCategory =
  | 'internal'
  | 'usage'
  | 'connection'
  | 'data'
  | 'schema'
  | 'locked'
  | 'file'
  | 'interrupted'
  | 'budget';

/** Where an error occurred. Names and numbers only, never values. */
export interface ErrorContext {
  /** Pipeline or subject area, such as `wildlife_strikes`. */
  readonly domain?: string | undefined;
  /** Step in which it occurred. */
  readonly stepName?: string | undefined;
  /** Record number in the source, from 1, the header not counted. */
  readonly rowNumber?: number | undefined;
  /** Physical line of the source on which the record begins, from 1. */
  readonly lineNumber?: number | undefined;
  /** Column or field name. */
  readonly field?: string | undefined;
}

/** The parts of a {@link WdhError}. */
export interface WdhErrorOptions extends ErrorContext {
  /** Stable code of the error in upper snake case, such as `LEDGER_IMBALANCE`. */
  readonly code: string;
  readonly category: ErrorCategory;
  /** Whether the same call may succeed when repeated unchanged. Default false; category `budget`: always false. */
  readonly isRetryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** A {@link WdhError} as plain data: the result of `JSON.stringify`, and the form used in logs. */
export interface ErrorReport extends ErrorContext {
  readonly name: string;
  readonly code: string;
  readonly category: ErrorCategory;
  readonly isRetryable: boolean;
  readonly message: string;
  readonly cause?: ErrorFacts;
}

/** Formats `[CODE] summary | Domain: X | Row: N | Field: Y`, leaving out unknown parts. */
function formatErrorMessage(code: string, summary: string, context: ErrorContext): string {
  const parts = [`[${code}] ${summary}`];
  if (context.domain !== undefined) parts.push(`Domain: ${context.domain}`);
  if (context.rowNumber !== undefined) parts.push(`Row: ${context.rowNumber}`);
  if (context.field !== undefined) parts.push(`Field: ${context.field}`);
  return parts.join(' | ');
}

/**
 * Every error that the packages of WorkDataHub throw on purpose.
 *
 * `message` reads `[CODE] summary | Domain: X | Row: N | Field: Y`; each part is also a property. Neither
 * contains a cell value or a secret.
 */
export class WdhError extends Error {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly isRetryable: boolean;
  /** The message without code and context. */
  readonly summary: string;
  readonly context: ErrorContext;

  constructor(summary: string, options: WdhErrorOptions) {
    const { code, category, isRetryable = false, cause, ...context } = options;
    super(formatErrorMessage(code, summary, context), cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.code = code;
    this.category = category;
    // A repetition without a decision of a person would spend what was refused.
    this.isRetryable = isRetryable && category !== 'budget';
    this.summary = summary;
    this.context = Object.freeze(context);
  }

  /**
   * The error as plain data, for logs and the audit table. It contains no value of any row: causes are
   * described by name and code only.
   */
  toJSON(): ErrorReport {
    const { name, code, category, isRetryable, message, context, cause } = this;
    const known = Object.entries(context).filter(([, part]) => part !== undefined);
    return {
      name,
      code,
      category,
      isRetryable,
      message,
      ...(Object.fromEntries(known) as ErrorContext),
      ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
    };
  }
}
