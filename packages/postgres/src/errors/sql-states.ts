import type { ErrorCategory } from '@wdh/pipeline-core';

/** What an SQLSTATE means for a load. */
export interface SqlStateMeaning {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly isRetryable: boolean;
  /** What happened: a sentence without its full stop. */
  readonly says: string;
  /** What to do: a sentence with its full stop, if there is advice. */
  readonly advice: string | undefined;
}

type Entry = readonly [code: string, category: ErrorCategory, isRetryable: boolean, says: string];

/** By full SQLSTATE, or else by its class (the first two characters). */
const meanings: Readonly<Record<string, Entry>> = {
  '08': ['CONNECTION_LOST', 'connection', true, 'The connection to the database failed'],
  '0A': ['NOT_SUPPORTED', 'schema', false, 'The server does not support this on the table'],
  '22': ['VALUE_INVALID', 'data', false, 'A value does not fit the type of its column'],
  '22P05': [
    'TEXT_NOT_IN_ENCODING',
    'data',
    false,
    'A text has a character that the encoding of the database does not have',
  ],
  '22001': ['VALUE_TOO_LONG', 'data', false, 'A value is longer than its column allows'],
  '22003': ['VALUE_OUT_OF_RANGE', 'data', false, 'A number is out of the range of its column'],
  '2200H': ['SEQUENCE_EXHAUSTED', 'schema', false, 'A sequence has no number left'],
  '23': ['CONSTRAINT_VIOLATED', 'data', false, 'A row violates a constraint'],
  '23502': ['NOT_NULL_VIOLATED', 'data', false, 'A column that must not be null is null'],
  '23503': ['FOREIGN_KEY_VIOLATED', 'data', false, 'A row violates a foreign key'],
  '23505': ['UNIQUE_VIOLATED', 'data', false, 'A row has the key of a row that exists already'],
  '23514': ['CHECK_VIOLATED', 'data', false, 'A row violates a check'],
  '23514 none': ['PARTITION_NOT_FOUND', 'data', false, 'No partition of the table takes a row'],
  '23514 other': ['PARTITION_MISMATCH', 'data', false, 'A row belongs to another partition'],
  '23P01': ['EXCLUSION_VIOLATED', 'data', false, 'A row overlaps a row that exists already'],
  '25006': ['DATABASE_READ_ONLY', 'schema', false, 'The database accepts no writes'],
  '25P03': ['TRANSACTION_TIMEOUT', 'connection', true, 'The transaction waited too long for rows'],
  '25P04': ['TRANSACTION_TIMEOUT', 'connection', false, 'The transaction took too long'],
  '28': ['LOGIN_REFUSED', 'connection', false, 'The database refused the login'],
  '3D000': ['DATABASE_NOT_FOUND', 'connection', false, 'There is no such database'],
  '3F000': ['SCHEMA_NOT_FOUND', 'schema', false, 'There is no such schema'],
  '40001': [
    'SERIALIZATION_FAILED',
    'locked',
    true,
    'A concurrent transaction conflicts with this one',
  ],
  '40P01': ['DEADLOCK_DETECTED', 'locked', true, 'The server broke a deadlock'],
  '42': ['SCHEMA_MISMATCH', 'schema', false, 'The statement does not fit the schema'],
  '42501': ['PRIVILEGE_MISSING', 'schema', false, 'The role lacks a privilege'],
  '42703': ['COLUMN_NOT_FOUND', 'schema', false, 'There is no such column'],
  '42P01': ['TABLE_NOT_FOUND', 'schema', false, 'There is no such table'],
  '53': ['SERVER_OUT_OF_RESOURCES', 'connection', false, 'The server is out of resources'],
  '53100': ['SERVER_DISK_FULL', 'file', false, 'The disk of the server is full'],
  '53300': ['TOO_MANY_CONNECTIONS', 'connection', true, 'The server has no connection to spare'],
  '53400': ['SERVER_LIMIT_REACHED', 'file', false, 'A limit of the server is reached'],
  '54000': ['VALUE_TOO_LONG', 'data', false, 'A value is too long for a page or an index'],
  '55P03': ['LOCK_TIMEOUT', 'locked', true, 'A lock was not granted in time'],
  '57014': ['STATEMENT_CANCELLED', 'interrupted', false, 'The statement was cancelled'],
  '57P01': ['CONNECTION_TERMINATED', 'connection', true, 'The server ended the connection'],
  '57P02': ['SERVER_CRASHED', 'connection', true, 'The server ended the connection in a crash'],
  '57P03': ['SERVER_NOT_READY', 'connection', true, 'The server is starting or stopping'],
  '57P05': ['CONNECTION_TERMINATED', 'connection', true, 'The server ended an idle connection'],
  P0: ['TRIGGER_REFUSED', 'data', false, 'A trigger or function of the table refused a row'],
};

const adviceByCode: Readonly<Record<string, string>> = {
  PARTITION_NOT_FOUND: 'Create the partition, or a default one.',
  PARTITION_MISMATCH: 'Load into the partitioned table.',
  CONNECTION_LOST: 'Check network and server, and try again.',
  LOGIN_REFUSED:
    'Check user and password. They are from the connection URL, or from PGUSER, PGPASSWORD or the password file.',
  DATABASE_NOT_FOUND: 'Check the name of the database in the connection URL, or create it.',
  DATABASE_READ_ONLY: 'Connect to the primary, or end the read-only mode of the database.',
  TRANSACTION_TIMEOUT:
    'Raise idle_in_transaction_session_timeout or transaction_timeout for the role.',
  STATEMENT_CANCELLED: 'Raise statement_timeout for the role, or ask who cancelled it.',
  SEQUENCE_EXHAUSTED: 'Give it a larger type or maximum, or let it cycle.',
  UNIQUE_VIOLATED: 'In mode append, remove the repeated key or use mode upsert.',
};

/** SQLSTATEs whose meaning is used for errors that have another one. */
const [ofValue, ofFunction, notInEncoding] = ['22', 'P0', '22P05'];
const ofPartition = ['23514 none', '23514 other'];

/** Missing privileges, and objects that exist already or have an invalid definition. */
const ofDefinition = /^42(?:501|7(?:01|10|12|23)|809|P0[3-7]|P1[67])$/;

/** The server function with which PL/pgSQL raises an error of user code. */
export const raise = 'exec_stmt_raise';

/** Server functions with which user code, or another server, can choose any SQLSTATE. */
const raisers: ReadonlySet<string> = new Set([
  raise,
  'PLy_elog_impl',
  'PLy_output',
  'dblink_res_error',
  'pgfdw_report_error',
]);

/** Default SQLSTATE of RAISE. */
const raised = 'P0001';

/** Server functions whose messages contain no values. */
const withoutValues: ReadonlySet<string> = new Set([
  'ProcessInterrupts',
  'exec_parse_message',
  'nextval_internal',
]);

const unknown: Entry = ['DATABASE_FAILED', 'internal', false, 'The database reported an error'];

/**
 * Returns the meaning of an SQLSTATE.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function meaningOfSqlState(sqlState: string): SqlStateMeaning {
  const [code, category, isRetryable, says] =
    meanings[sqlState] ?? meanings[sqlState.slice(0, 2)] ?? unknown;
  return { code, category, isRetryable, says, advice: adviceByCode[code] };
}

/**
 * Returns the SQLSTATE of an error as it can be shown. User code can raise a cell value, such as a
 * postcode, as SQLSTATE: an unknown one is replaced by that of its class, or of RAISE.
 */
export function shownSqlState(sqlState: string, routine: string | undefined): string {
  const isChosen = routine !== undefined && raisers.has(routine);
  if (!isChosen || Object.hasOwn(meanings, sqlState)) return sqlState;
  const ofClass = sqlState.slice(0, 2);
  return ofClass !== ofFunction && Object.hasOwn(meanings, ofClass) ? `${ofClass}000` : raised;
}

/** What is known about an error besides its SQLSTATE. */
export interface ErrorOrigin {
  /** Whether a type refused the text of a value. */
  readonly isOfValue: boolean;
  /** Whether a function raised it. */
  readonly isRaised: boolean;
  /** Whether the encoding of the database lacks a character. */
  readonly isOfEncoding: boolean;
}

/**
 * Returns the meaning of an error by its SQLSTATE and origin. Types and functions use their own
 * codes for an error in one row, as `tsquery` uses that of a syntax error.
 */
export function meaningOfError(sqlState: string, origin: ErrorOrigin): SqlStateMeaning {
  // Escapes in JSON that jsonb does not store have the same SQLSTATE.
  const isEscape = sqlState === notInEncoding && !origin.isOfEncoding;
  const meaning = meaningOfSqlState(isEscape ? ofValue : sqlState);
  const { category } = meaning;
  if (origin.isOfValue && (category === 'schema' || category === 'internal')) {
    return meaningOfSqlState(ofValue);
  }
  // A function cannot report the state of the transaction as the error of a row.
  const isOfRow = origin.isRaised && category === 'internal' && !sqlState.startsWith('25');
  return isOfRow ? meaningOfSqlState(ofFunction) : meaning;
}

/** Returns what happened, in the words for the code of an error with this SQLSTATE. */
export function wordsOf(sqlState: string, code: string): string {
  const own = [sqlState, ofValue, ofFunction, ...ofPartition].map((state) =>
    meaningOfSqlState(state),
  );
  return (own.find((meaning) => meaning.code === code) ?? meaningOfSqlState(sqlState)).says;
}

/** What the server reports about an error, besides its message. */
export interface MessageSite {
  readonly sqlState: string;
  /** What was running: a function, or a COPY. */
  readonly where: string | undefined;
  /** The position of the error in the statement. */
  readonly position: string | undefined;
  /** Function of the server's source that reported the error. */
  readonly routine: string | undefined;
  /** Whether the connection loads no rows. */
  readonly isWithoutRows: boolean;
}

/**
 * Whether the server's message names objects only, so that it can be shown.
 *
 * Messages about data (22, 23) quote cell values, except that of a sequence. So may any message of a
 * function or a COPY, or about a value that is converted to the name of an object, as by `regclass`:
 * these errors have no position in the statement. Errors of statements that define objects have none
 * either.
 */
export function hasMessageWithoutValues(site: MessageSite): boolean {
  const { sqlState, where, position, routine } = site;
  if (routine !== undefined && withoutValues.has(routine)) return true;
  if (!/^(?:08|25|28|3D|3F|40|42|53|55|57)/.test(sqlState)) return false;
  if (site.isWithoutRows) return routine !== raise;
  if (where !== undefined) return false;
  return !sqlState.startsWith('42') || position !== undefined || ofDefinition.test(sqlState);
}
