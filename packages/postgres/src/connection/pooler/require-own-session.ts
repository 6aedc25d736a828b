import type { ServerAddress } from '../../address/connection-url.js';
import { poolerSharesSessions } from '../../errors/connection/pooler-errors.js';

/** A connection whose first statement has returned the process id of its backend. */
export interface OpenedSession {
  readonly backendPid: number;
  /** The process id, and a secret, as sent at login. */
  readonly cancelKey: Buffer | null;
  query(text: string): Promise<readonly { readonly pid?: number }[]>;
  close(): Promise<void>;
}

/** Opens a second connection to the same address. */
export type OpenOther = (deadlineMs: number) => Promise<OpenedSession>;

/** Addresses whose pooler gives each connection a session of its own. */
const accepted = new WeakSet<ServerAddress>();

/** A pool whose connections are all in use lets others wait. */
const longestWaitMs = 2_000;

/** In a busy pool, another client may take the session between two statements. */
const rounds = 3;

/**
 * Refuses a pooler that gives each transaction, or each statement, another session of the server:
 * locks, settings and prepared statements of a session would be those of strangers.
 *
 * A pooler is recognised because the process id at login is not that of the backend: it sends its own,
 * to route requests to cancel. Its mode is recognised by its effect: two connections that are open at
 * the same time have the same backend, or that of one changes.
 *
 * A server without a pooler costs nothing. Of a pooler, each address is checked once.
 *
 * @throws DatabaseError `POOLER_SHARES_SESSIONS`, and closes the connection.
 * @see https://www.pgbouncer.org/features.html
 */
export async function requireOwnSession(
  address: ServerAddress,
  session: OpenedSession,
  openOther: OpenOther,
): Promise<void> {
  const pidAtLogin = session.cancelKey?.readInt32BE(0);
  if (pidAtLogin === session.backendPid || accepted.has(address)) return;
  try {
    const isShared =
      !(await canBegin(session, openOther)) || (await sharesBackend(session, openOther));
    if (isShared) throw poolerSharesSessions(address.server);
    accepted.add(address);
  } catch (error) {
    await session.close();
    throw error;
  }
}

/**
 * Whether a transaction may have several statements. A pooler that does not allow that ends the
 * connection, so one that is lost for another reason is distinguished by a second one.
 */
async function canBegin(session: OpenedSession, openOther: OpenOther): Promise<boolean> {
  try {
    await beginOnce(session);
    return true;
  } catch (error) {
    const other = await openOther(longestWaitMs);
    try {
      await beginOnce(other);
    } catch {
      return false;
    } finally {
      await other.close();
    }
    throw error;
  }
}

async function beginOnce(session: OpenedSession): Promise<void> {
  await session.query('begin');
  await session.query('rollback');
}

async function sharesBackend(session: OpenedSession, openOther: OpenOther): Promise<boolean> {
  // A pool may have no second connection: then this one has the only session for itself.
  const other = await openOther(longestWaitMs).catch(() => null);
  if (other === null) return false;
  try {
    for (let round = 0; round < rounds; round += 1) {
      if (other.backendPid === session.backendPid) return true;
      if (await changesBackend(session)) return true;
      if (await changesBackend(other)) return true;
    }
    return false;
  } finally {
    await other.close();
  }
}

async function changesBackend(session: OpenedSession): Promise<boolean> {
  const [row] = await session.query('select pg_catalog.pg_backend_pid() as pid');
  return row?.pid !== session.backendPid;
}
