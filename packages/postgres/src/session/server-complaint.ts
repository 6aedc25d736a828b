import { type ErrorCategory, WdhError } from '@wdh/pipeline-core';
import { type DriverErrorSite, translateDriverError } from '../errors/translate-driver-error.js';

/**
 * An error of the server in its own words, for the person who wrote the statement. It may quote
 * values of rows and of the statement: it is for their terminal, and not for logs.
 */
export interface ServerComplaint {
  /** Such as `ERROR` or `FATAL`. */
  readonly severity: string;
  readonly sqlState: string;
  readonly message: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** What was running: a function, or a trigger. */
  readonly where: string | null;
  /** Place in the statement, in characters from 1. */
  readonly position: number | null;
  /** What a program must do about it; `usage` for one that is invalid in its place. */
  readonly category: ErrorCategory;
}

/** SQLSTATE of a statement that was cancelled. */
const cancelledState = '57014';

/** The complaint about a statement that was cancelled while its rows were read. */
export const cancelledWhileRead: ServerComplaint = {
  severity: 'ERROR',
  sqlState: cancelledState,
  message: 'canceling statement due to user request',
  detail: null,
  hint: null,
  where: null,
  position: null,
  category: 'interrupted',
};

/**
 * Returns the server's complaint in an error of the driver.
 *
 * @throws WdhError for any other error, such as a lost connection.
 */
export function complaintIn(error: unknown, site: DriverErrorSite): ServerComplaint {
  const translated = translateDriverError(error, site);
  if (error instanceof WdhError || !(error instanceof Error)) throw translated;
  // The driver's error class is not exported as a type with the fields of one error.
  const fields = error as unknown as Readonly<Record<string, unknown>>;
  const sqlState = textOf(fields['code']);
  const severity = textOf(fields['severity']);
  if (sqlState === null || severity === null) throw translated;
  const position = Number(textOf(fields['position']) ?? Number.NaN);
  return {
    severity,
    sqlState,
    message: error.message,
    detail: textOf(fields['detail']),
    hint: textOf(fields['hint']),
    where: textOf(fields['where']),
    position: Number.isNaN(position) ? null : position,
    category: translated.category === 'internal' ? 'usage' : translated.category,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
