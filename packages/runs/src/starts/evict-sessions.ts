import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { DatabaseError, patienceMs, type Queryable } from '@wdh/postgres';
import { livenessKey, takeLivenessLock } from '../locks/liveness-lock.js';
import { loadSessionName, recordSessionName } from '../locks/session-names.js';

/** A session of the server that has to do with a run. */
interface Session {
  readonly pid: number;
  readonly role: string | null;
}

const pauseMs = 20;

/**
 * Takes the lock of a run, and ends the sessions of the process that ran it before: one that is frozen
 * or cut from the network keeps them, with their locks, for hours.
 *
 * @throws WdhError `RUN_HELD` if a session remains after five seconds, or the role may not end it.
 */
export async function evictSessions(
  on: Queryable,
  executionId: string,
  logger: Logger,
): Promise<void> {
  const end = performance.now() + patienceMs;
  const ended = new Set<number>();
  let isOurs = false;
  for (;;) {
    isOurs ||= await takeLivenessLock(on, executionId);
    const sessions = await sessionsOf(on, executionId);
    if (isOurs && sessions.length === 0) break;
    for (const session of sessions) await endSession(on, executionId, session);
    sessions.forEach(({ pid }) => ended.add(pid));
    if (performance.now() > end) {
      const [holder] = sessions.length > 0 ? sessions : await holdersOf(on, executionId);
      if (isOurs && holder === undefined) break;
      throw runHeld(executionId, holder, 'which does not end');
    }
    // Polled, because one long statement could exceed a short deadline.
    await sleep(pauseMs);
  }
  if (ended.size > 0)
    logger.warn('execution.sessions.ended', { executionId, sessions: ended.size });
}

/** Sessions by their names: those that hold its lock, and those that load its rows. */
function sessionsOf(on: Queryable, executionId: string): Promise<readonly Session[]> {
  return on.query<Session>(
    `select pid, usename::text as role from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and application_name in ($1, $2)`,
    [recordSessionName(executionId), loadSessionName(executionId)],
  );
}

/** Any session that holds the lock. One that looks for dead runs does so for a moment. */
function holdersOf(on: Queryable, executionId: string): Promise<readonly Session[]> {
  return on.query<Session>(
    `select a.pid, a.usename::text as role
     from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32) | l.objid::bigint = ${livenessKey('$1::text')}`,
    [executionId],
  );
}

async function endSession(on: Queryable, executionId: string, session: Session): Promise<void> {
  try {
    await on.query('select pg_terminate_backend($1::int)', [session.pid]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'PRIVILEGE_MISSING') throw error;
    throw runHeld(executionId, session, 'which the role of this connection may not end', error);
  }
}

function runHeld(
  executionId: string,
  holder: Session | undefined,
  why: string,
  cause?: unknown,
): WdhError {
  const session =
    holder === undefined
      ? 'another session'
      : `session ${holder.pid} of role ${holder.role ?? '?'}`;
  return new WdhError(
    `Run ${executionId} is held by ${session}, ${why}. End it, connect as its role, or grant pg_signal_backend; then the run is delivered again.`,
    { code: 'RUN_HELD', category: 'locked', isRetryable: true, cause },
  );
}
