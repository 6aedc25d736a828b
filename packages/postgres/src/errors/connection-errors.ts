import { DatabaseError } from './database-error.js';

/** No connection could be opened: wrong host or port, or no server there. */
export function unreachable(server: string, reason: string): DatabaseError {
  return new DatabaseError(
    `No database answers at ${server} (${reason}). Check that it runs and that host and port are right.`,
    { code: 'DATABASE_UNREACHABLE', category: 'connection', isRetryable: true },
  );
}

/** No socket could be opened: that says nothing of the server. */
export function tooManyFilesOpen(server: string, errno: string): DatabaseError {
  return new DatabaseError(
    `No connection to the database at ${server} could be opened (${errno}). ` +
      'Too many files are open: raise their limit (ulimit -n).',
    { code: 'TOO_MANY_FILES_OPEN', category: 'file', isRetryable: true },
  );
}

/** A connection ended that was still needed. */
export function connectionLost(server: string, reason: string): DatabaseError {
  return new DatabaseError(
    `The connection to the database at ${server} was lost (${reason}). ` +
      'Check network and server, and try again.',
    { code: 'CONNECTION_LOST', category: 'connection', isRetryable: true },
  );
}

/** The server speaks no TLS, and sslmode demands it. */
export function tlsNotOffered(server: string): DatabaseError {
  return new DatabaseError(
    `The database at ${server} does not offer TLS, which sslmode demands. ` +
      'Enable it there, or use sslmode=disable.',
    { code: 'TLS_NOT_OFFERED', category: 'connection' },
  );
}

/** The server asks for a login that is not given. */
export function loginMethodRefused(server: string, what: string, advice = ''): DatabaseError {
  return new DatabaseError(
    `The server at ${server} asks for ${what}: refused. ${advice}`.trimEnd(),
    { code: 'LOGIN_METHOD_REFUSED', category: 'connection' },
  );
}

/** The server does not keep to the protocol. */
export function protocolViolated(server: string, what: string): DatabaseError {
  return new DatabaseError(
    `What answers at ${server} sent ${what}, which is not how PostgreSQL does it. ` +
      'Check that host and port are those of a PostgreSQL server.',
    { code: 'PROTOCOL_VIOLATED', category: 'connection' },
  );
}

/** The server made no progress within the deadline. */
export function noAnswer(server: string, deadlineMs: number): DatabaseError {
  return new DatabaseError(
    `The database at ${server} gave no answer in ${deadlineMs / 1000} s. ` +
      'Check network and locks, or raise deadlineMs if a statement may take that long.',
    { code: 'DATABASE_NO_ANSWER', category: 'connection', isRetryable: true },
  );
}

/** Explains why a session did not begin, where the server refuses the value of a setting. */
export function explainSession(error: unknown): never {
  if (!(error instanceof DatabaseError) || error.sqlState !== '22023') throw error;
  throw new DatabaseError(
    'The server refuses the value of a setting in the connection URL (SQLSTATE 22023). Check timezone, options and the like.',
    { code: 'CONNECTION_URL_INVALID', category: 'usage' },
  );
}
