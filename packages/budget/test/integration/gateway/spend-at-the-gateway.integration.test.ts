import { untilTrue } from '@wdh/fault-injection';
import { describe, expect, it } from 'vitest';
import { redisStore } from '../../../src/redis/index.js';
import { answerJson } from '../../support/lite-llm-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';
import { useTenantGateway } from '../../support/use-tenant-gateway.js';

const place = useBudgetDatabase();
const lite = useLiteLlm();
const gateway = useTenantGateway(place, lite);
const patienceMs = 30_000;

/** A tenant with a key that has spent. */
const spender = async (tenant: string, spend: string): Promise<void> => {
  await gateway.createTenant(tenant);
  await gateway.open().tenants.syncKey(tenant);
  lite.server.keyOf(tenant).spend = spend;
  lite.server.requests.length = 0;
};

describe('what a tenant has spent at the gateway', () => {
  it('is null without a key', async () => {
    await gateway.createTenant('keyless');
    const { tenants } = gateway.open();
    await expect(tenants.spendOf('keyless')).resolves.toBeNull();
    await expect(tenants.spendOf('no such tenant')).resolves.toBeNull();
    expect(lite.server.requests).toEqual([]);
  });

  it('is asked for once a minute, by all processes together', async () => {
    await spender('cached', '1.25');
    await expect(gateway.open().tenants.spendOf('cached')).resolves.toBe('1.25');
    lite.server.keyOf('cached').spend = '2.5';
    await expect(gateway.open().tenants.spendOf('cached')).resolves.toBe('1.25');
    expect(lite.server.countOf('/key/info')).toBe(1);
    await place.sql`update budget_store_values set expires_at = now()`;
    await expect(gateway.open().tenants.spendOf('cached')).resolves.toBe('2.5');
  });

  it('is asked for once by a hundred checks at the same time', async () => {
    await spender('hundred', '3');
    const { tenants } = gateway.open();
    const checks = Array.from({ length: 100 }, () => tenants.spendOf('hundred'));
    expect(new Set(await Promise.all(checks))).toEqual(new Set(['3']));
    expect(lite.server.countOf('/key/info')).toBe(1);
  });

  it('is unknown while the gateway answers nothing, and known once it does', async () => {
    await spender('slow', '4');
    const { tenants, log } = gateway.open({ checkDeadlineMs: 100 });
    let isSilent = true;
    const silenced: (() => void)[] = [];
    lite.server.override = (_request, response) => {
      if (isSilent)
        silenced.push(() => {
          answerJson(response, '{"info":{"spend":4}}');
        });
      return isSilent;
    };
    await expect(tenants.spendOf('slow')).resolves.toBe('unknown');
    expect(log.find(({ event }) => event === 'budget.gateway.unknown')?.level).toBe('warn');
    // A second attempt is made in the background; no caller waits for it, or makes a third.
    await untilTrue(() => silenced.length === 2, patienceMs, 'the attempt in the background');
    await expect(tenants.spendOf('slow')).resolves.toBe('unknown');
    expect(silenced).toHaveLength(2);
    isSilent = false;
    for (const answer of silenced) answer();
    const isKnown = async (): Promise<boolean> => (await tenants.spendOf('slow')) === '4';
    await untilTrue(isKnown, patienceMs, 'the spend in the cache');
  });

  it('is asked for three more times in the background, and then not again', async () => {
    await spender('failing', '5');
    const { tenants, log } = gateway.open();
    lite.server.override = (_request, response) => {
      answerJson(response, '{"error":"down"}', 503);
      return true;
    };
    await expect(tenants.spendOf('failing')).resolves.toBe('unknown');
    const hasGivenUp = (): boolean => log.some(({ event }) => event === 'budget.gateway.failed');
    await untilTrue(hasGivenUp, patienceMs, 'the end of the attempts');
    expect(lite.server.countOf('/key/info')).toBe(4);
    lite.server.override = null;
    await expect(tenants.spendOf('failing')).resolves.toBe('5');
  });

  it('is zero below zero, with a warning', async () => {
    await spender('negative', '-3.5');
    const { tenants, log } = gateway.open();
    await expect(tenants.spendOf('negative')).resolves.toBe('0');
    expect(log).toMatchObject([{ level: 'warn', event: 'budget.gateway.negative' }]);
  });

  it('is asked for each time while the store is down', async () => {
    await spender('storeless', '6');
    const store = redisStore({ url: 'redis://127.0.0.1:1', deadlineMs: 30_000 });
    const { tenants, log } = gateway.open({ store });
    await expect(tenants.spendOf('storeless')).resolves.toBe('6');
    await expect(tenants.spendOf('storeless')).resolves.toBe('6');
    expect(lite.server.countOf('/key/info')).toBe(2);
    expect(log.map(({ event }) => event)).toContain('budget.store.failed');
    await store.close();
  });

  it('does not wait for a store that answers nothing', async () => {
    await spender('held up', '8');
    const never = (): Promise<never> => new Promise(() => undefined);
    const store = { get: never, set: never, claim: never, close: () => Promise.resolve() };
    const { tenants, log } = gateway.open({ store, checkDeadlineMs: 1_000 });
    expect(['8', 'unknown']).toContain(await tenants.spendOf('held up'));
    expect(log.map(({ event }) => event)).toContain('budget.store.failed');
  });

  it('shows no key in the log', async () => {
    await spender('logged', '7');
    const { key } = lite.server.keyOf('logged');
    await place.sql`update tenant_configs set max_budget = 600 where tenant_id = 'logged'`;
    const { tenants, log } = gateway.open();
    lite.server.override = (_request, response) => {
      answerJson(response, `{"error":{"message":"${key} ${lite.server.masterKey}"}}`, 400);
      return true;
    };
    await tenants.spendOf('logged');
    await tenants.syncKey('logged');
    const text = JSON.stringify(log);
    expect(log.length).toBeGreaterThan(1);
    expect(text).not.toContain(key);
    expect(text).not.toContain(lite.server.masterKey);
  });
});
