export {
  completeConnectionUrl,
  type CompletedConnectionUrl,
} from './address/complete-connection-url.js';
export { findConnectionUrlFault } from './address/connection-url-fault.js';
export { parseConnectionUrl, type ServerAddress } from './address/connection-url.js';
export type { ClientFile, ClientFiles } from './address/libpq/client-files.js';
export type { ClientSurroundings } from './address/libpq/client-surroundings.js';
export { isConnectionString } from './address/libpq/connection-string.js';
export { resolveConnectionUrl } from './address/libpq/resolve-connection-url.js';
export { beginTransaction } from './connection/begin-transaction.js';
export { commitTransaction } from './connection/commit-transaction.js';
export { type ConnectionLease, ConnectionPool, type PoolOwner } from './pool/connection-pool.js';
export type { CopySink } from './connection/copy-sink.js';
export { DedicatedConnection } from './connection/dedicated-connection.js';
export { endBackend, patienceMs } from './connection/end-backend.js';
export type { Parameter, Queryable, Rows } from './connection/queryable.js';
export { rehearseCommit } from './connection/rehearse-commit.js';
export { pinSession, takeOwnPath, takeUserPath } from './connection/session-settings.js';
export {
  NotificationListener,
  type NotificationListenerOptions,
} from './session/notification-listener.js';
export { stopOn } from './connection/stop-on.js';
export { systemUserName } from './connection/system-user.js';
export type { KnownNames } from './errors/catalog-names.js';
export type { CopyTarget } from './errors/copy-position.js';
export { addToError, DatabaseError } from './errors/database-error.js';
export { interrupted } from './errors/interrupted.js';
export { refusalOf } from './errors/refusal-of.js';
export { quoteIdentifier, quoteIdentifiers } from './names/identifier.js';
export {
  parseTableName,
  quoteTableName,
  showTableName,
  type TableName,
} from './names/table-name.js';
export { copyNull, escapeCopyText } from './text/copy-text.js';
export { privilegeMissing } from './errors/privilege-missing.js';
export {
  databaseEncoding,
  escapeCharacters,
  hasAllCharacters,
  type DatabaseEncoding,
} from './text/database-encoding.js';
export { StatementPool, type StatementPoolOptions } from './pool/statement-pool.js';
export type {
  ResultColumn,
  ResultRow,
  RowsReceiver,
  StatementResult,
} from './session/read-by-cursor.js';
export type { ServerComplaint } from './session/server-complaint.js';
export {
  type StatementOutcome,
  StatementSession,
  type StatementSessionOptions,
} from './session/statement-session.js';
