import { WdhError } from '@wdh/pipeline-core';
import type { StatementPool } from '@wdh/postgres';

/** Connections of a run: one for its record, one for its rows. */
const perRun = 2;
/** Connections to listen and for the heartbeat. */
const listenAndHeartbeat = 2;

/** Most connections of a worker, by their use. */
export interface ConnectionBudget {
  readonly runs: number;
  readonly queue: number;
  readonly listenAndHeartbeat: number;
  readonly total: number;
}

/**
 * Returns the most connections that a worker opens: two for each run at once, those of the queue's
 * pool, one to listen, one for the heartbeat.
 *
 * @param concurrency - Most runs at once.
 * @param queuePoolSize - Most connections of the queue's pool.
 */
export function connectionBudget(concurrency: number, queuePoolSize: number): ConnectionBudget {
  const runs = perRun * concurrency;
  const total = runs + queuePoolSize + listenAndHeartbeat;
  return { runs, queue: queuePoolSize, listenAndHeartbeat, total };
}

/** A limit of connections. */
interface ConnectionLimit {
  /** Whose limit it is: of the server, the database or the role. */
  readonly owner: 'server' | 'database' | 'role';
  readonly allowed: number;
  readonly taken: number;
}

/**
 * Checks that a worker can open its connections: `max_connections` of the server without the
 * reserved ones, and the limits of the database and the role, minus what is in use.
 *
 * @param pool - Its open connections are counted as those of the worker.
 * @throws WdhError `WORKER_CONNECTIONS` (usage) with the numbers, and what to do.
 */
export async function checkConnectionBudget(
  pool: StatementPool,
  concurrency: number,
  budget: ConnectionBudget,
): Promise<void> {
  for (const { owner, allowed, taken } of await pool.query<ConnectionLimit>(limits)) {
    const free = Math.max(0, allowed - taken + pool.opened);
    if (budget.total > free) throw tooFew(budget, concurrency, free, { owner, allowed, taken });
  }
}

function tooFew(
  { runs, queue, total }: ConnectionBudget,
  concurrency: number,
  free: number,
  { owner, allowed }: ConnectionLimit,
): WdhError {
  const possible = Math.floor((free - queue - listenAndHeartbeat) / perRun);
  const raise = {
    server: 'raise max_connections of the server',
    database: 'raise the limit of the database (alter database … connection limit …)',
    role: 'raise the limit of the role (alter role … connection limit …)',
  }[owner];
  const advice =
    possible < 1
      ? `Close other connections, or ${raise}`
      : `Run fewer at once (--concurrency ${possible} fits), or ${raise}`;
  return new WdhError(
    `A worker with ${concurrency} runs at once opens up to ${total} connections: ${runs} for the ` +
      `runs, ${queue} for the queue, ${listenAndHeartbeat} to listen and for the heartbeat. ` +
      `The ${owner} allows ${allowed}, of which ${free} are free. ${advice}.`,
    { code: 'WORKER_CONNECTIONS', category: 'usage' },
  );
}

/**
 * Sessions of other roles do not show their kind; background processes have no role. The limits of
 * database and role do not apply to superusers.
 */
const limits = `
  with client as (
    select datname, usename from pg_catalog.pg_stat_activity
    where usesysid is not null and coalesce(backend_type, 'client backend') = 'client backend'
  ), login as (
    select rolname, rolconnlimit from pg_catalog.pg_roles
    where rolname = session_user and not rolsuper
  )
  select 'server' as owner, (
      current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - coalesce(nullif(current_setting('reserved_connections', true), ''), '0')::int
    ) as allowed, (select count(*) from client)::int as taken
  union all
  select 'database', datconnlimit, (select count(*) from client where client.datname = database.datname)::int
  from login join pg_catalog.pg_database database on datname = current_database()
  where datconnlimit >= 0
  union all
  select 'role', rolconnlimit, (select count(*) from client where usename = rolname)::int
  from login where rolconnlimit >= 0`;
