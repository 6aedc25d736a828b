import {
  type Queryable,
  addToError,
  DatabaseError,
  quoteTableName,
  type TableName,
} from '@wdh/postgres';

const namedHolders = 3;

/** Holders that block all writers come first, and alone if there are any. */
const holdersQuery = `
with holders as (
  select l.pid, a.application_name as name, a.usename as role,
    bool_or(l.mode in ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock',
      'ShareLock')) as "isExclusive"
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.relation = to_regclass($1)
    and l.database = (select oid from pg_database where datname = current_database())
    and l.granted and l.mode <> 'AccessShareLock' and l.pid <> $2::int
  group by 1, 2, 3
)
select pid, name, role from holders
where "isExclusive" or not exists (select from holders where "isExclusive")
order by pid limit ${namedHolders}`;

interface Holder {
  readonly pid: number;
  readonly name: string;
  readonly role: string | null;
}

/**
 * Adds the current holders of locks on the table to the error of a lock that was not granted in
 * time. Returns any other error unchanged.
 *
 * @param waiterPid Process id of the session that did not get the lock.
 */
export async function nameLockHolder(
  error: unknown,
  on: Queryable,
  table: TableName,
  waiterPid: number,
): Promise<unknown> {
  if (!(error instanceof DatabaseError) || error.code !== 'LOCK_TIMEOUT') return error;
  // The original error is more important than a failure of this query.
  const holders = await on
    .query<Holder>(holdersQuery, [quoteTableName(table), waiterPid])
    .catch(() => []);
  if (holders.length === 0) return error;
  const names = holders.map(({ pid, name, role }) =>
    [
      name === '' ? 'a session' : name,
      ...(role === null ? [] : [`role ${role}`]),
      `pid ${pid}`,
    ].join(', '),
  );
  return addToError(error, `The table is locked by ${names.join('; ')}.`);
}
