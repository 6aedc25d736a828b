import { randomUUID } from 'node:crypto';
import { parseConnectionUrl, type Queryable, StatementPool } from '@wdh/postgres';
import { withBudgetTables } from '../database/with-budget-tables.js';
import type { Claim, KeyValueStore } from './key-value-store.js';
import { checkTtl, checkValue, storedKey } from './store-entry.js';
import { sweeper } from './sweep-expired.js';

/** The database of a store, or an open connection or pool, which is not closed. */
export type PostgresStoreOptions =
  | { readonly on: Queryable }
  | {
      /** Contains the password: it is not logged, and errors do not contain it. */
      readonly connectionUrl: string;
      /** Most connections at the same time. Default 4. */
      readonly poolSize?: number | undefined;
      /** Longest wait for a connection, and for the server, in milliseconds. Default 5,000. */
      readonly deadlineMs?: number | undefined;
    };

const expiry = `clock_timestamp() + $3::bigint * interval '1 millisecond'`;

const selectValue = `
  select value from public.budget_store_values where key = $1 and expires_at > clock_timestamp()`;

const upsertValue = `
  insert into public.budget_store_values (key, value, expires_at) values ($1, $2, ${expiry})
  on conflict (key) do update set value = excluded.value, expires_at = ${expiry}`;

/** The statement may run twice, if a connection is lost before its reply: it claims once. */
const takeClaim = `
  insert into public.budget_store_claims as held (key, token, expires_at)
  values ($1, $2::text::uuid, ${expiry})
  on conflict (key) do update set token = excluded.token, expires_at = ${expiry}
  where held.expires_at <= clock_timestamp() or held.token = excluded.token
  returning key`;

const dropClaim = `
  delete from public.budget_store_claims where key = $1 and token = $2::text::uuid`;

/**
 * Creates a store in PostgreSQL, in the tables of {@link budgetMigrations}. Its clock is that of the
 * server. Expired rows are deleted by later writes.
 *
 * Each method throws WdhError: `BUDGET_OPTION_INVALID` for an entry that cannot be stored,
 * `BUDGET_TABLES_MISSING`, and errors of the server.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`
 * @example
 * const store = postgresStore({ connectionUrl });
 * const claim = await store.claim('notice:acme', 3_600_000);
 * if (claim !== null) await send().catch(() => claim.release());
 */
export function postgresStore(options: PostgresStoreOptions): KeyValueStore {
  if ('on' in options) return storeOn(options.on, () => Promise.resolve());
  const pool = poolOf(options);
  return storeOn(pool, () => pool.close());
}

function storeOn(database: Queryable, close: () => Promise<void>): KeyValueStore {
  const on = withBudgetTables(database);
  const sweep = sweeper(on);
  return {
    get: async (key) => {
      const [found] = await on.query<{ value: string }>(selectValue, [storedKey(key)]);
      return found?.value ?? null;
    },
    set: async (key, value, ttlMs) => {
      checkValue(value);
      await on.query(upsertValue, [storedKey(key), value, checkTtl(ttlMs)]);
      await sweep();
    },
    claim: async (key, ttlMs) => {
      const held = [storedKey(key), randomUUID()];
      const { count } = await on.query(takeClaim, [...held, checkTtl(ttlMs)]);
      await sweep();
      return count === 0 ? null : claimOf(on, held);
    },
    close,
  };
}

const claimOf = (on: Queryable, held: readonly string[]): Claim => ({
  release: async () => {
    await on.query(dropClaim, held);
  },
});

function poolOf({
  connectionUrl,
  poolSize = 4,
  deadlineMs = 5_000,
}: Exclude<PostgresStoreOptions, { readonly on: Queryable }>): StatementPool {
  const address = parseConnectionUrl(connectionUrl);
  const limits = { size: poolSize, deadlineMs, statementTimeoutMs: deadlineMs };
  return new StatementPool({ address, applicationName: 'wdh budget store', ...limits });
}
