import { DatabaseError } from '../database-error.js';

/** The connection failed: wrong host or port, or no server running. */
export function unreachable(server: string, reason: string): DatabaseError {
  return new DatabaseError(
    `No database answers at ${server} (${reason}). Check that it runs and that host and port are right.`,
    { code: 'DATABASE_UNREACHABLE', category: 'connection', isRetryable: true },
  );
}

/** No server listens on a Unix socket, or it may not be used. */
export function socketUnreachable(path: string, errno: string): DatabaseError {
  const advice =
    errno === 'EACCES'
      ? 'Allow this user to write to it.'
      : 'Check that the server runs on this machine, that host is the folder of its socket ' +
        '(unix_socket_directories), and that port is that of the server.';
  return new DatabaseError(`No database answers at the socket ${path} (${errno}). ${advice}`, {
    code: 'DATABASE_UNREACHABLE',
    category: 'connection',
    isRetryable: true,
  });
}

/** No socket could be opened. The server is not the cause. */
export function tooManyFilesOpen(server: string, errno: string): DatabaseError {
  return new DatabaseError(
    `No connection to the database at ${server} could be opened (${errno}). ` +
      'Too many files are open: raise their limit (ulimit -n).',
    { code: 'TOO_MANY_FILES_OPEN', category: 'file', isRetryable: true },
  );
}

/** A connection ended while it was in use. */
export function connectionLost(server: string, reason: string): DatabaseError {
  return new DatabaseError(
    `The connection to the database at ${server} was lost (${reason}). ` +
      'Check network and server, and try again.',
    { code: 'CONNECTION_LOST', category: 'connection', isRetryable: true },
  );
}

/** The server does not offer TLS, and sslmode requires it. */
export function tlsNotOffered(server: string): DatabaseError {
  return new DatabaseError(
    `The database at ${server} does not offer TLS, which sslmode requires. ` +
      'Enable it on the server, or use sslmode=disable.',
    { code: 'TLS_NOT_OFFERED', category: 'connection' },
  );
}

/** The server does not accept TLS without being asked, and sslnegotiation=direct requires it. */
export function directTlsRefused(server: string): DatabaseError {
  return new DatabaseError(
    `The server at ${server} does not accept a connection that begins with TLS, as PostgreSQL does as of version 17. ` +
      'Remove sslnegotiation=direct.',
    { code: 'TLS_NOT_OFFERED', category: 'connection' },
  );
}

/** The server asks for a login method that is not allowed. */
export function loginMethodRefused(server: string, what: string, advice = ''): DatabaseError {
  return new DatabaseError(
    `The server at ${server} asks for ${what}: refused. ${advice}`.trimEnd(),
    { code: 'LOGIN_METHOD_REFUSED', category: 'connection' },
  );
}

/** The server violates the protocol. */
export function protocolViolated(server: string, what: string): DatabaseError {
  return new DatabaseError(
    `The server at ${server} sent ${what}, which violates the protocol of PostgreSQL. ` +
      'Check that host and port are those of a PostgreSQL server.',
    { code: 'PROTOCOL_VIOLATED', category: 'connection' },
  );
}

/** The server made no progress within the deadline. */
export function noAnswer(server: string, deadlineMs: number): DatabaseError {
  return new DatabaseError(
    `The database at ${server} did not answer within ${deadlineMs / 1000} s. ` +
      'Check network and locks, or raise deadlineMs if a statement may take that long.',
    { code: 'DATABASE_NO_ANSWER', category: 'connection', isRetryable: true },
  );
}

/** A value or an option that is invalid, a setting that does not exist, or that a session cannot set. */
const statesOfSettings: ReadonlySet<string | null> = new Set(['22023', '42601', '42704', '55P02']);

/** Explains an error at the start of a session, if the server refused a setting. */
export function explainSession(error: unknown): never {
  if (!(error instanceof DatabaseError) || !statesOfSettings.has(error.sqlState)) throw error;
  throw new DatabaseError(
    `The server refuses a setting of the connection URL, or its value (SQLSTATE ${error.sqlState ?? ''}). ` +
      'Check timezone, options and the like, and PGOPTIONS and PGTZ where they apply.',
    { code: 'CONNECTION_URL_INVALID', category: 'usage' },
  );
}
