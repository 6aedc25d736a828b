import { expect, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import type { Arrived } from '../../support/lite-llm-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';
import { useTenantGateway } from '../../support/use-tenant-gateway.js';

const place = useBudgetDatabase();
const lite = useLiteLlm();
const gateway = useTenantGateway(place, lite);

test.each([
  ['before LiteLLM has made it', false],
  ['after LiteLLM has made it', true],
])(
  'B04 killed while a key is made, %s: the tenant is there, and gets one key',
  async (when, isMade) => {
    const tenant = `killed ${when}`;
    const hasArrived = new Promise<Arrived>((resolve) => {
      lite.server.override = (request) => {
        if (request.path !== '/key/generate') return false;
        resolve(request);
        return true;
      };
    });
    const { url: baseUrl, masterKey } = lite.server;
    const connectionUrl = place.url;
    const argument = { connectionUrl, baseUrl, masterKey, keySecret: gateway.secret, tenant };
    await using creator = startProgram('create-tenant', argument);
    const request = await hasArrived;
    if (isMade) lite.server.serve(request);
    creator.signal('SIGKILL');
    await creator.end(60_000);
    lite.server.override = null;
    // Its lease ends by itself, half a minute later.
    await place.sql`
    update budget_store_claims set expires_at = now() where key like 'gateway-key:%'`;
    const { tenants } = gateway.open();
    const { apiKey } = await tenants.clientFor(tenant);
    const made = [...lite.server.keys.values()].filter(({ alias }) => alias === tenant);
    expect(made).toMatchObject([{ key: apiKey, maxBudget: '550', softBudget: '400' }]);
    await expect(tenants.spendOf(tenant)).resolves.toBe('0');
  },
);
