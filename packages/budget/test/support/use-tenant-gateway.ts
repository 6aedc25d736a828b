import type { Logger } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { afterEach } from 'vitest';
import { TenantGateway, type TenantGatewayOptions } from '../../src/gateway/tenant-gateway.js';
import { liteLlmGateway, type LiteLlmGatewayOptions, postgresStore } from '../../src/index.js';
import type { UsedBudgetDatabase } from './use-budget-database.js';
import type { UsedLiteLlm } from './use-lite-llm.js';

/** An entry of the log. */
export interface Logged {
  readonly level: string;
  readonly event: string;
  readonly context: object;
}

/** An open gateway of tenants, as one process has it. */
export interface OpenTenantGateway {
  readonly tenants: TenantGateway;
  readonly log: readonly Logged[];
}

/** Opens gateways of tenants, which end with the test. */
export interface UsedTenantGateway {
  readonly secret: string;
  readonly open: (
    options?: Partial<TenantGatewayOptions & LiteLlmGatewayOptions>,
  ) => OpenTenantGateway;
  /** Creates a tenant with a budget of 500.00, an alert at 80 % and a grace to 110 %. */
  readonly createTenant: (tenant: string) => Promise<void>;
}

/** A gateway that a test waits for answers in any time, unless it says otherwise. */
const patience = { deadlineMs: 30_000, checkDeadlineMs: 30_000 };

export function useTenantGateway(place: UsedBudgetDatabase, lite: UsedLiteLlm): UsedTenantGateway {
  const secret = '0123456789abcdef'.repeat(4);
  let ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    const opened = ends;
    ends = [];
    for (const end of opened) await end();
  });
  return {
    secret,
    open: (options = {}) => {
      const address = parseConnectionUrl(place.url);
      const limits = { size: 6, deadlineMs: 30_000, statementTimeoutMs: 30_000 };
      const pool = new StatementPool({ address, applicationName: 'test', ...limits });
      const log: Logged[] = [];
      const { url: baseUrl, masterKey } = lite.server;
      const gateway = liteLlmGateway({ baseUrl, masterKey, ...patience, ...options });
      const tenants = new TenantGateway({
        ...{ on: pool, gateway, store: postgresStore({ on: pool }), logger: loggerTo(log) },
        ...(options.secrets === undefined ? { keySecret: secret } : {}),
        ...options,
      });
      ends.push(async () => {
        await tenants.close();
        await pool.close();
      });
      return { tenants, log };
    },
    createTenant: async (tenant) => {
      await place.sql`insert into tenant_configs (tenant_id, name) values (${tenant}, ${tenant})`;
      await place.sql`insert into budget_balances (tenant_id) values (${tenant})`;
    },
  };
}

function loggerTo(log: Logged[]): Logger {
  const write =
    (level: string) =>
    (event: string, context: object = {}): void => {
      log.push({ level, event, context });
    };
  const logger: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    bind: () => logger,
  };
  return logger;
}
