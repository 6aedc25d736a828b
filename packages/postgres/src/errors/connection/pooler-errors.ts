import { DatabaseError } from '../database-error.js';

/** A pooler gives the transactions of one connection different sessions of the server. */
export function poolerSharesSessions(server: string): DatabaseError {
  return new DatabaseError(
    `At ${server} is a connection pooler, such as PgBouncer, that does not keep one session of the database for each connection ` +
      '(pool mode transaction or statement). The locks that protect a load are those of a session. Nothing was written. ' +
      'Connect to the database server itself, mostly at port 5432, or set pool_mode=session for this user or database in the pooler.',
    { code: 'POOLER_SHARES_SESSIONS', category: 'connection' },
  );
}

/** The text with which PgBouncer refuses a setting in the startup packet. */
const refusal = /unsupported startup parameter(?: in options)?: ?"?(\w{1,63})/;

/**
 * Explains the error of a pooler about a setting of the connection URL. Poolers do not name a
 * function, and write English.
 *
 * @returns Null for any other error.
 */
export function poolerRefusal(
  server: string,
  { routine, message }: { readonly routine?: string | undefined; readonly message: string },
): DatabaseError | null {
  const name = routine === undefined ? refusal.exec(message.slice(0, 1_000))?.[1] : undefined;
  if (name === undefined) return null;
  return new DatabaseError(
    `The connection pooler at ${server}, such as PgBouncer, does not pass "${name}" of the connection URL on to the server. ` +
      'Remove it from the URL, and set it for the role: ALTER ROLE … SET …; or connect to the server itself.',
    { code: 'POOLER_REFUSES_SETTING', category: 'usage' },
  );
}

/** What PgBouncer before version 1.21 reports as a violation of the protocol, and the SQLSTATE of a server. */
const statesByText: readonly (readonly [RegExp, string])[] = [
  [/^(?:no such database|database ".*" does not exist)/, '3D000'],
  [/^(?:no such user|.*authentication failed|.*login rejected)/i, '28000'],
];

/** Returns the SQLSTATE that a server would have used for the error of a pooler. */
export function stateOfPooler(error: {
  readonly code: string;
  readonly routine?: string | undefined;
  readonly message: string;
}): string {
  if (error.routine !== undefined || error.code !== '08P01') return error.code;
  const text = error.message.slice(0, 1_000);
  return statesByText.find(([pattern]) => pattern.test(text))?.[1] ?? error.code;
}
