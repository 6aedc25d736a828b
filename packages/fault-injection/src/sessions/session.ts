import type postgres from 'postgres';

/** A session of the server, as in `pg_stat_activity`. */
export interface Session {
  readonly pid: number;
  readonly applicationName: string;
  /** Such as `active`, `idle in transaction`. */
  readonly state: string | null;
  /** The current statement, or the last one. */
  readonly query: string;
  /** Such as `Client`, `Lock`. */
  readonly waitEventType: string | null;
  /** Such as `ClientRead`, `relation`. */
  readonly waitEvent: string | null;
  /** Rows that the current COPY has processed; null outside of a COPY. */
  readonly copiedRows: number | null;
  /** Pids of the sessions that it waits for. */
  readonly blockedBy: readonly number[];
}

/** A filter of sessions: those that match all given conditions. */
export interface SessionFilter {
  readonly pid?: number;
  /** Prefix of the application name. */
  readonly applicationName?: string;
  /** A further condition. */
  readonly where?: (session: Session) => boolean;
}

/** Lists the client sessions in the connection's database, except that of the connection. */
export async function listSessions(
  sql: postgres.Sql,
  filter: SessionFilter = {},
): Promise<readonly Session[]> {
  const found = await sql<Session[]>`
    SELECT a.pid, a.application_name AS "applicationName", a.state, a.query,
      a.wait_event_type AS "waitEventType", a.wait_event AS "waitEvent",
      c.tuples_processed::float8 AS "copiedRows", pg_blocking_pids(a.pid) AS "blockedBy"
    FROM pg_stat_activity a LEFT JOIN pg_stat_progress_copy c ON c.pid = a.pid
    WHERE a.datname = current_database() AND a.backend_type = 'client backend'
      AND a.pid <> pg_backend_pid()
    ORDER BY a.backend_start, a.pid`;
  const { pid, applicationName = '', where = () => true } = filter;
  return found.filter(
    (session) =>
      (pid === undefined || session.pid === pid) &&
      session.applicationName.startsWith(applicationName) &&
      where(session),
  );
}

/** Returns whether a session executes a COPY that has processed at least a number of rows. */
export function isCopying(atLeastRows = 0): (session: Session) => boolean {
  return ({ copiedRows }) => copiedRows !== null && copiedRows >= atLeastRows;
}

/** Returns whether a session waits for a lock of another one. */
export function isBlocked(session: Session): boolean {
  return session.blockedBy.length > 0;
}
