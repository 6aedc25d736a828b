import type postgres from 'postgres';

/** A session of the server's, as `pg_stat_activity` shows it. */
export interface Session {
  readonly pid: number;
  readonly applicationName: string;
  /** Such as `active`, `idle in transaction`. */
  readonly state: string | null;
  /** The statement that runs, or ran last. */
  readonly query: string;
  /** Such as `Client`, `Lock`. */
  readonly waitEventType: string | null;
  /** Such as `ClientRead`, `relation`. */
  readonly waitEvent: string | null;
  /** Rows that the COPY under way has taken; null outside of a COPY. */
  readonly copiedRows: number | null;
  /** Pids of those that it waits for. */
  readonly blockedBy: readonly number[];
}

/** Which sessions are meant: all that fit everything that is given. */
export interface SessionFilter {
  readonly pid?: number;
  /** The beginning of the application's name. */
  readonly applicationName?: string;
  /** What else must hold. */
  readonly where?: (session: Session) => boolean;
}

/** Lists the client sessions in the connection's own database, but for that connection's. */
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

/** Whether a session is in the midst of a COPY, having taken at least so many rows. */
export function isCopying(atLeastRows = 0): (session: Session) => boolean {
  return ({ copiedRows }) => copiedRows !== null && copiedRows >= atLeastRows;
}

/** Whether a session waits for a lock that another one holds. */
export function isBlocked(session: Session): boolean {
  return session.blockedBy.length > 0;
}
