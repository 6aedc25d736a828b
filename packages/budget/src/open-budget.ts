import { guardedLogger, type Logger, silentLogger } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import type { Notifier } from './alerts/budget-alert.js';
import { budgetOn } from './budget-on.js';
import type { Budget } from './budget.js';
import { withBudgetTables } from './database/with-budget-tables.js';
import type { SecretStore } from './gateway/keys/key-vault.js';
import type { Gateway } from './gateway/port/gateway.js';
import { TenantGateway } from './gateway/tenant-gateway.js';
import type { KeyValueStore } from './store/key-value-store.js';
import { postgresStore } from './store/postgres-store.js';

/** Options of {@link openBudget}. What it is given, such as a store, is not closed by it. */
export interface OpenBudgetOptions {
  /** Contains the password: it is not logged, and errors do not contain it. */
  readonly connectionUrl: string;
  /** Makes the calls to language models. Default: none. */
  readonly gateway?: Gateway | undefined;
  /** Encrypt the keys of the gateway: the first one encrypts, each decrypts. */
  readonly keySecret?: string | readonly string[] | undefined;
  /** Keeps the keys of the gateway instead. */
  readonly secrets?: SecretStore | undefined;
  /** Keeps what the gateway said for a minute. Default: the database. */
  readonly store?: KeyValueStore | undefined;
  /** Sends notices about alerts. Default: none, alerts are only recorded. */
  readonly notifier?: Notifier | undefined;
  readonly logger?: Logger | undefined;
  /** Most connections at the same time. Default 4. */
  readonly poolSize?: number | undefined;
  /** Longest time that the server works on one statement, in milliseconds. Default 10,000. */
  readonly statementTimeoutMs?: number | undefined;
  /** Longest wait for a connection, and for the server, in milliseconds. Default 30,000. */
  readonly deadlineMs?: number | undefined;
  /**
   * How long a reservation lasts without a sign of life of its process, in milliseconds. Default 60,000.
   * A shorter time enters the estimates of processes that died earlier, and those of processes that
   * were only slow; these are corrected when the calls end.
   */
  readonly reservationMs?: number | undefined;
}

/**
 * Opens the budgets of a database, which has `budgetMigrations`. Connections are opened by the first
 * calls, and kept until `close`.
 *
 * Methods throw WdhError: `BUDGET_TABLES_MISSING`, and errors of the server. If the database does not
 * answer, no call is paid.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, `BUDGET_OPTION_INVALID`
 * @example
 * const budget = openBudget({ connectionUrl });
 * await budget.createTenant({ tenant: 'acme', name: 'Acme', maxBudget: '100.00' });
 * const answer = await budget.spend('acme', '0.01', (signal) => ask(question, signal), {
 *   cost: ({ usage }) => ({ cost: usage.costUsd, units: usage.tokens }),
 * });
 * await budget.close();
 */
export function openBudget(options: OpenBudgetOptions): Budget {
  const { connectionUrl, gateway, keySecret, secrets, notifier, reservationMs = 60_000 } = options;
  const { poolSize = 4, statementTimeoutMs = 10_000, deadlineMs = 30_000 } = options;
  const logger = guardedLogger(options.logger ?? silentLogger);
  const pool = new StatementPool({
    address: parseConnectionUrl(connectionUrl),
    applicationName: 'wdh budget',
    ...{ size: poolSize, deadlineMs, statementTimeoutMs },
  });
  const on = withBudgetTables(pool);
  const keys =
    gateway === undefined
      ? null
      : new TenantGateway({
          ...{ on, gateway, keySecret, secrets, logger },
          store: options.store ?? postgresStore({ on: pool }),
        });
  return budgetOn({
    ...{ on, gateway: keys, logger, reservationMs, patienceMs: deadlineMs },
    notifier: notifier ?? null,
    transact: (work) => pool.transact((own) => work(withBudgetTables(own))),
    close: async () => {
      await keys?.close();
      await pool.close();
    },
  });
}
