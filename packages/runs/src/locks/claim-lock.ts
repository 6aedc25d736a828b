import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { loadSessionPrefix } from './session-names.js';

const attempts = 5;

/**
 * Takes an advisory lock that ends with the transaction.
 *
 * @param claim - The same text is the same lock.
 * @param what - What its holder is doing and what to do now, for the error.
 * @param isShared - Whether others may hold it as well, if theirs is shared. Default false.
 * @throws WdhError `SOURCE_LOCKED` if another run holds it.
 */
export async function takeClaimLock(
  on: Queryable,
  claim: string,
  what: string,
  isShared = false,
): Promise<void> {
  const take = `pg_try_advisory_xact_lock${isShared ? '_shared' : ''}`;
  let holder: string | null = null;
  // If the lock is free now, the other run has just ended, and this one may continue.
  for (let attempt = 1; holder === null && attempt <= attempts; attempt++) {
    const [lock] = await on.query<{ readonly isOurs: boolean }>(
      `select ${take}(hashtextextended($1, 0)) as "isOurs"`,
      [claim],
    );
    if (lock?.isOurs === true) return;
    holder = await findHolder(on, claim);
  }
  const isRun = holder?.startsWith(loadSessionPrefix) === true;
  throw claimLocked(isRun ? holder : null, what);
}

/** Creates the error for a source or a replay that another run has claimed. */
export function claimLocked(holder: string | null, what: string): WdhError {
  return new WdhError(`Another run${holder === null ? '' : ` (${holder})`} ${what}`, {
    code: 'SOURCE_LOCKED',
    category: 'locked',
    isRetryable: true,
  });
}

/** Returns the application name of the session that holds a claim; null if there is none. */
export async function findHolder(on: Queryable, claim: string): Promise<string | null> {
  const [holder] = await on.query<{ readonly name: string }>(
    `select a.application_name as name
     from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($1, 0)`,
    [claim],
  );
  return holder?.name ?? null;
}
