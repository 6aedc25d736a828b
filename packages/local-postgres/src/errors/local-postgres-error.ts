/**
 * The stable code of an error.
 *
 * - `..._BINARY_MISSING`: the npm package with the server for this platform is not installed.
 * - `..._BINARY_UNUSABLE`: the server is installed, but its account cannot execute it.
 * - `..._LIBRARY_MISSING`: the operating system lacks a shared library that the server needs.
 * - `..._NO_ACCOUNT`: started as root, and no account to run the server exists or may be used.
 * - `..._DATA_DIR_FOREIGN`: the folder contains files that this package did not create.
 * - `..._VERSION_MISMATCH`: the folder was created by another major version of PostgreSQL.
 * - `..._PERMISSION_DENIED`: no permission for the folder or the port.
 * - `..._DISK_FULL`: no space left for the data.
 * - `..._PORT_IN_USE`: the requested port is in use.
 * - `..._ALREADY_RUNNING`: the folder's server runs for another process on another port than
 *   requested.
 * - `..._IN_USE`: other processes use the server that is to be stopped.
 * - `..._SETTING_INVALID`: the server refuses a value of `settings`, or options do not fit together.
 * - `..._START_TIMEOUT`, `..._START_FAILED`, `..._STOP_FAILED`: other failures, with the output of
 *   the server.
 * - `..._NAME_REFUSED`: a database cannot have that name, or is not a test database and must not be
 *   dropped.
 * - `..._SERVER_UNREACHABLE`: the given test server does not answer, or does not allow this role.
 * - `..._MIGRATION_FAILED`: the template of the test databases could not be migrated.
 */
export type LocalPostgresErrorCode =
  | 'LOCAL_POSTGRES_BINARY_MISSING'
  | 'LOCAL_POSTGRES_BINARY_UNUSABLE'
  | 'LOCAL_POSTGRES_LIBRARY_MISSING'
  | 'LOCAL_POSTGRES_NO_ACCOUNT'
  | 'LOCAL_POSTGRES_DATA_DIR_FOREIGN'
  | 'LOCAL_POSTGRES_VERSION_MISMATCH'
  | 'LOCAL_POSTGRES_PERMISSION_DENIED'
  | 'LOCAL_POSTGRES_DISK_FULL'
  | 'LOCAL_POSTGRES_PORT_IN_USE'
  | 'LOCAL_POSTGRES_ALREADY_RUNNING'
  | 'LOCAL_POSTGRES_IN_USE'
  | 'LOCAL_POSTGRES_SETTING_INVALID'
  | 'LOCAL_POSTGRES_START_TIMEOUT'
  | 'LOCAL_POSTGRES_START_FAILED'
  | 'LOCAL_POSTGRES_STOP_FAILED'
  | 'LOCAL_POSTGRES_NAME_REFUSED'
  | 'LOCAL_POSTGRES_SERVER_UNREACHABLE'
  | 'LOCAL_POSTGRES_MIGRATION_FAILED';

const retryable: ReadonlySet<LocalPostgresErrorCode> = new Set([
  'LOCAL_POSTGRES_PORT_IN_USE',
  'LOCAL_POSTGRES_ALREADY_RUNNING',
  'LOCAL_POSTGRES_IN_USE',
  'LOCAL_POSTGRES_START_TIMEOUT',
]);

/** Reports why a local server is not available and what to do; never contains a password. */
export class LocalPostgresError extends Error {
  override readonly name = 'LocalPostgresError';
  readonly code: LocalPostgresErrorCode;
  /** Whether the same call may succeed when repeated unchanged. */
  readonly isRetryable: boolean;

  constructor(code: LocalPostgresErrorCode, summary: string, options: { cause?: unknown } = {}) {
    super(`[${code}] ${summary}`, options);
    this.code = code;
    this.isRetryable = retryable.has(code);
  }
}
