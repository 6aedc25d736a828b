import { untilTrue } from '@wdh/fault-injection';
import { describe, expect, it } from 'vitest';
import { answerJson } from '../../support/lite-llm-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';
import { useTenantGateway } from '../../support/use-tenant-gateway.js';

const place = useBudgetDatabase();
const lite = useLiteLlm();
const gateway = useTenantGateway(place, lite);
const patienceMs = 30_000;

const storedKey = async (tenant: string): Promise<Record<string, unknown> | undefined> => {
  const [row] = await place.sql`select * from budget_gateway_keys where tenant_id = ${tenant}`;
  return row;
};
const keysOf = (alias: string): readonly unknown[] =>
  [...lite.server.keys.values()].filter((key) => key.alias === alias);

describe('the virtual key of a tenant', () => {
  it('is made with the exact shares of the budget as its limits', async () => {
    await gateway.createTenant('shares');
    await place.sql`
      update tenant_configs set max_budget = 333.3333, grace_threshold = 107, alert_threshold = 77
      where tenant_id = 'shares'`;
    await gateway.open().tenants.syncKey('shares');
    expect(lite.server.keyOf('shares')).toMatchObject({
      maxBudget: '356.666631',
      softBudget: '256.666641',
      userId: 'shares',
      isBlocked: false,
    });
  });

  it('is encrypted in the database, and bound to its tenant', async () => {
    await gateway.createTenant('secret');
    await gateway.createTenant('thief');
    const { tenants } = gateway.open();
    const { apiKey, baseUrl } = await tenants.clientFor('secret');
    expect(baseUrl).toBe(lite.server.url);
    expect(apiKey).toBe(lite.server.keyOf('secret').key);
    expect(JSON.stringify(await storedKey('secret'))).not.toContain(apiKey);
    await tenants.clientFor('thief');
    await place.sql`
      update budget_gateway_keys t set sealed_key = s.sealed_key, key_hash = s.key_hash
      from budget_gateway_keys s where t.tenant_id = 'thief' and s.tenant_id = 'secret'`;
    await expect(tenants.clientFor('thief')).rejects.toMatchObject({
      code: 'GATEWAY_KEY_UNREADABLE',
    });
  });

  it('is encrypted anew with the first secret, after which the old one can go', async () => {
    await gateway.createTenant('rotated');
    const { apiKey } = await gateway.open().tenants.clientFor('rotated');
    const newer = 'f'.repeat(64);
    const keySecret = [newer, gateway.secret];
    await expect(gateway.open({ keySecret: newer }).tenants.clientFor('rotated')).rejects.toThrow(
      'Give the secret with which it was encrypted',
    );
    await expect(gateway.open({ keySecret }).tenants.clientFor('rotated')).resolves.toMatchObject({
      apiKey,
    });
    // A change of the budget is a use of the key, too.
    await gateway.createTenant('changed');
    await gateway.open().tenants.syncKey('changed');
    await gateway.open({ keySecret }).tenants.syncKey('changed');
    await expect(
      gateway.open({ keySecret: newer }).tenants.clientFor('changed'),
    ).resolves.toBeDefined();
    await expect(
      gateway.open({ keySecret: newer }).tenants.clientFor('rotated'),
    ).resolves.toMatchObject({ apiKey });
  });

  it('is in a secret store of the caller, if one is given', async () => {
    await gateway.createTenant('vault');
    const kept = new Map<string, string>();
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name) ?? null),
      set: (name: string, value: string) => {
        kept.set(name, value);
        return Promise.resolve();
      },
    };
    const { tenants } = gateway.open({ secrets });
    const { apiKey } = await tenants.clientFor('vault');
    expect([...kept]).toEqual([['wdh/gateway-key/vault', apiKey]]);
    await expect(storedKey('vault')).resolves.toMatchObject({ sealed_key: null });
    kept.clear();
    await expect(tenants.clientFor('vault')).rejects.toMatchObject({
      code: 'GATEWAY_KEY_UNREADABLE',
    });
  });

  it('is one key, however many processes make it at the same time', async () => {
    await gateway.createTenant('once');
    const processes = Array.from({ length: 5 }, () => gateway.open().tenants);
    const clients = await Promise.all(
      processes.flatMap((tenants) => [tenants.clientFor('once'), tenants.clientFor('once')]),
    );
    expect(new Set(clients.map(({ apiKey }) => apiKey)).size).toBe(1);
    expect(keysOf('once')).toHaveLength(1);
  });

  it('is made at the next use, if the gateway was down when the tenant was created', async () => {
    await gateway.createTenant('later');
    const { tenants, log } = gateway.open();
    await lite.server.stop();
    await tenants.syncKey('later');
    expect(log).toMatchObject([{ level: 'warn', event: 'budget.gateway.key.failed' }]);
    await expect(tenants.clientFor('later')).rejects.toMatchObject({ code: 'GATEWAY_FAILED' });
    await expect(tenants.spendOf('later')).resolves.toBeNull();
    await lite.server.listen();
    const { apiKey } = await tenants.clientFor('later');
    expect(apiKey).toBe(lite.server.keyOf('later').key);
  });

  it('is still given out while the gateway is down', async () => {
    await gateway.createTenant('lasting');
    const { tenants } = gateway.open();
    const made = await tenants.clientFor('lasting');
    await lite.server.stop();
    await expect(tenants.clientFor('lasting')).resolves.toEqual(made);
    await lite.server.listen();
  });

  it('follows the budget, overrides until they expire, and whether the tenant is active', async () => {
    await gateway.createTenant('followed');
    const { tenants } = gateway.open();
    const limitAfter = async (): Promise<unknown> => {
      await tenants.syncKey('followed');
      const { maxBudget, softBudget, isBlocked } = lite.server.keyOf('followed');
      return [maxBudget, softBudget, isBlocked];
    };
    await expect(limitAfter()).resolves.toEqual(['550', '400', false]);
    await place.sql`
      insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by)
      values ('followed', 100.5, now() + interval '1 day', 'test', 'test')`;
    await expect(limitAfter()).resolves.toEqual(['660.55', '480.4', false]);
    await place.sql`
      update budget_overrides set expires_at = now() - interval '1 second'
      where tenant_id = 'followed'`;
    await expect(limitAfter()).resolves.toEqual(['550', '400', false]);
    await place.sql`update tenant_configs set max_budget = 0 where tenant_id = 'followed'`;
    await expect(limitAfter()).resolves.toEqual(['0', '0', true]);
    await place.sql`
      update tenant_configs set max_budget = 500, is_active = false where tenant_id = 'followed'`;
    await expect(limitAfter()).resolves.toEqual(['550', '400', true]);
    const updates = lite.server.countOf('/key/update');
    await limitAfter();
    expect(lite.server.countOf('/key/update')).toBe(updates);
  });

  it('is brought up to date by the next use after an override has expired', async () => {
    await gateway.createTenant('expired');
    const { tenants } = gateway.open();
    await place.sql`
      insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by)
      values ('expired', 100, now() + interval '1 day', 'test', 'test')`;
    await tenants.syncKey('expired');
    await place.sql`
      update budget_overrides set expires_at = now() - interval '1 second'
      where tenant_id = 'expired'`;
    await tenants.spendOf('expired');
    const isLower = (): boolean => lite.server.keyOf('expired').maxBudget === '550';
    await untilTrue(isLower, patienceMs, 'the lower limit');
    expect(lite.server.countOf('/key/update')).toBe(1);
  });

  it('has the latest limits, although another process was setting older ones', async () => {
    await gateway.createTenant('contended');
    const [first, second] = [gateway.open().tenants, gateway.open().tenants];
    await first.syncKey('contended');
    let answer = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => {
      lite.server.override = (request, response) => {
        if (request.path !== '/key/update') return false;
        lite.server.override = null;
        const { text, status } = lite.server.serve(request);
        answer = () => {
          answerJson(response, text, status);
        };
        resolve();
        return true;
      };
    });
    await place.sql`update tenant_configs set max_budget = 600 where tenant_id = 'contended'`;
    const earlier = first.syncKey('contended');
    await hasArrived;
    await place.sql`update tenant_configs set max_budget = 200 where tenant_id = 'contended'`;
    const later = second.syncKey('contended');
    answer();
    await Promise.all([earlier, later]);
    expect(lite.server.keyOf('contended').maxBudget).toBe('220');
  });

  it('spends nothing of the period before, once it was reset', async () => {
    await gateway.createTenant('period');
    const { tenants } = gateway.open();
    await tenants.syncKey('period');
    lite.server.keyOf('period').spend = '499.5';
    await expect(tenants.spendOf('period')).resolves.toBe('499.5');
    await place.sql`
      update tenant_configs set budget_reset_at = clock_timestamp() where tenant_id = 'period'`;
    // The figure of the gateway is not that of the new period.
    await expect(tenants.spendOf('period')).resolves.toBe('unknown');
    const isReset = async (): Promise<boolean> => (await tenants.spendOf('period')) === '0';
    await untilTrue(isReset, patienceMs, 'the reset of the key');
    expect(lite.server.keyOf('period').spend).toBe('0');
    const [row] = await place.sql`
      select litellm_key_last_reset > budget_reset_at as later
      from tenant_configs where tenant_id = 'period'`;
    expect(row).toEqual({ later: true });
  });

  it('is made again if it was deleted at the gateway', async () => {
    await gateway.createTenant('deleted');
    const { tenants } = gateway.open();
    const { apiKey } = await tenants.clientFor('deleted');
    lite.server.keys.clear();
    await place.sql`update tenant_configs set max_budget = 600 where tenant_id = 'deleted'`;
    await tenants.syncKey('deleted');
    expect(lite.server.keyOf('deleted')).toMatchObject({ key: apiKey, maxBudget: '660' });
  });

  it('is the one that the gateway has chosen, where callers may not', async () => {
    await gateway.createTenant('chosen');
    lite.server.refusesChosenKeys = true;
    const { tenants } = gateway.open();
    const { apiKey } = await tenants.clientFor('chosen');
    expect(apiKey).toBe(lite.server.keyOf('chosen').key);
    await expect(tenants.spendOf('chosen')).resolves.toBe('0');
  });

  it('needs a secret, or a store of secrets', () => {
    expect(() => gateway.open({ keySecret: undefined })).toThrow('BUDGET_OPTION_INVALID');
    expect(() => gateway.open({ keySecret: 'short' })).toThrow('BUDGET_OPTION_INVALID');
  });
});
