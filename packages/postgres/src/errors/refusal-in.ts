import type { WdhError } from '@wdh/pipeline-core';
import { DatabaseError } from './database-error.js';

/** SQLSTATE of a statement that follows a refused statement. */
const behindRefusal = '25P02';

/** Returns an error with which the server refuses data and keeps the session; else null. */
export function dataRefusalIn(error: WdhError, isBehindAnother = false): DatabaseError | null {
  if (!(error instanceof DatabaseError)) return null;
  const isBehind = isBehindAnother && error.sqlState === behindRefusal;
  return error.category === 'data' || isBehind ? error : null;
}

/** Returns an error with which the server refuses a statement, for any reason; else null. */
export function refusalIn(error: WdhError): DatabaseError | null {
  const isRefusal = error instanceof DatabaseError && error.sqlState !== null;
  return isRefusal && error.category !== 'connection' ? error : null;
}
