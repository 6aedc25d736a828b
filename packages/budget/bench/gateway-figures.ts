import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { TenantGateway } from '../src/gateway/tenant-gateway.js';
import { liteLlmGateway, postgresStore } from '../src/index.js';
import { LiteLlmServer } from '../test/support/lite-llm-server.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const checks = 500;
const atOnce = 100;

/** How long a check of the spend at a gateway takes, from its cache and from the gateway. */
export async function gatewayFigures({ url }: BenchPlace): Promise<readonly Figure[]> {
  await using lite = await LiteLlmServer.start();
  const address = parseConnectionUrl(url);
  const limits = { size: 8, deadlineMs: 60_000, statementTimeoutMs: 60_000 };
  const on = new StatementPool({ address, applicationName: 'bench', ...limits });
  const { url: baseUrl, masterKey } = lite;
  const gateway = liteLlmGateway({ baseUrl, masterKey, checkDeadlineMs: 60_000 });
  const tenants = new TenantGateway({
    ...{ on, gateway, store: postgresStore({ on }), keySecret: 'x'.repeat(32) },
  });
  const names = Array.from({ length: atOnce }, (_, index) => `tenant ${index}`);
  for (const name of names) {
    await on.query('insert into public.tenant_configs (tenant_id, name) values ($1, $2)', [
      name,
      name,
    ]);
    await tenants.syncKey(name);
  }
  const [first = ''] = names;
  const forget = async (): Promise<void> => {
    await on.query('delete from public.budget_store_values');
  };
  await tenants.spendOf(first);
  const cached = await p95Of(() => tenants.spendOf(first));
  const asked = await p95Of(() => tenants.spendOf(first), forget);
  await forget();
  const start = performance.now();
  await Promise.all(names.map((name) => tenants.spendOf(name)));
  const together = performance.now() - start;
  await tenants.close();
  await on.close();
  return [
    figure('check of a cached spend, p95', cached, 'ms', { atMost: 5 }),
    figure('check that asks the gateway, p95', asked, 'ms', { atMost: 50 }),
    figure('100 checks of 100 tenants at once', together, 'ms', { atMost: 1_000 }),
  ];
}

/** Returns the time in milliseconds that 95 of 100 calls do not exceed. */
async function p95Of(
  work: () => Promise<unknown>,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const times: number[] = [];
  for (let check = 0; check < checks; check++) {
    await before();
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.ceil(checks * 0.95) - 1] ?? Number.NaN;
}
