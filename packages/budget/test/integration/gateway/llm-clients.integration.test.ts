import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Budget, liteLlmGateway, openBudget } from '../../../src/index.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';

const place = useBudgetDatabase();
const lite = useLiteLlm();
let budget: Budget;
const log: { event: string; context: object | undefined }[] = [];

beforeAll(() => {
  const { url: baseUrl, masterKey } = lite.server;
  const write = (event: string, context?: object): void => {
    log.push({ event, context });
  };
  const logger = { debug: write, info: write, warn: write, error: write, bind: () => logger };
  const gateway = liteLlmGateway({ baseUrl, masterKey, checkDeadlineMs: 30_000 });
  const keySecret = 'of the test'.repeat(4);
  budget = openBudget({ connectionUrl: place.url, gateway, keySecret, logger });
});
afterAll(async () => {
  await budget.close();
});

/** Creates a tenant with a budget of 500.00, whose key has spent. */
async function spender(tenant: string, spend: string): Promise<void> {
  await budget.createTenant({ tenant, name: tenant });
  lite.server.keyOf(tenant).spend = spend;
}

describe('a client for language models', () => {
  it('has base URL and key of a tenant, which was made with it', async () => {
    await budget.createTenant({ tenant: 'made', name: 'made', maxBudget: '250.5' });
    const { key, maxBudget, softBudget } = lite.server.keyOf('made');
    expect([maxBudget, softBudget]).toEqual(['275.55', '200.4']);
    const client = await budget.getLlmClientForTenant('made');
    expect(client).toEqual({ baseUrl: lite.server.url, apiKey: key });
  });

  it.each([
    ['79.99 %', '399.95', 'normal'],
    ['80.00 %', '400.00', 'alert'],
    ['105 %', '525', 'critical'],
    ['109.99 %', '549.95', 'critical'],
  ])('is given out at %s', async (tenant, spend, level) => {
    await spender(tenant, spend);
    await expect(budget.getLlmClientForTenant(tenant)).resolves.toBeDefined();
    const status = await budget.getBudgetStatus(tenant);
    expect(status).toMatchObject({ level, isBlocked: false, source: 'gateway' });
  });

  it('is refused from exactly 110.00 %, as HTTP 402, and so is a paid call', async () => {
    await spender('110.00 %', '550.000');
    await expect(budget.getLlmClientForTenant('110.00 %')).rejects.toMatchObject({
      name: 'BudgetExceededError',
      code: 'BUDGET_EXCEEDED',
      category: 'budget',
      httpStatus: 402,
    });
    let calls = 0;
    const call = (): Promise<string> => Promise.resolve(`call ${++calls}`);
    const spending = budget.spend('110.00 %', '0.01', call, { cost: () => '0.01' });
    await expect(spending).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    expect(calls).toBe(0);
  });

  it('is given out again after an override, which raises the limit of the key', async () => {
    await spender('overridden', '550');
    await expect(budget.getLlmClientForTenant('overridden')).rejects.toMatchObject({
      httpStatus: 402,
    });
    const expiresAt = new Date(Date.now() + 3_600_000);
    const override = { amount: '100', expiresAt, reason: 'test', createdBy: 'test' };
    await budget.addOverride('overridden', override);
    expect(lite.server.keyOf('overridden').maxBudget).toBe('660');
    await expect(budget.getLlmClientForTenant('overridden')).resolves.toBeDefined();
  });

  it('is given out again after a reset, which resets the key', async () => {
    await spender('reset', '550');
    await budget.resetBudget('reset', { by: 'test' });
    expect(lite.server.keyOf('reset').spend).toBe('0');
    await expect(budget.getLlmClientForTenant('reset')).resolves.toBeDefined();
  });

  it('is refused for an unknown and an inactive tenant, whose key is blocked', async () => {
    await expect(budget.getLlmClientForTenant('nobody')).rejects.toMatchObject({
      code: 'TENANT_UNKNOWN',
    });
    await spender('inactive', '0.0');
    await budget.configureTenant('inactive', { isActive: false });
    expect(lite.server.keyOf('inactive').isBlocked).toBe(true);
    await expect(budget.getLlmClientForTenant('inactive')).rejects.toMatchObject({
      code: 'TENANT_INACTIVE',
    });
  });

  it('is given out while the gateway is down, with a warning, and calls pass', async () => {
    await spender('down', '0.0');
    await lite.server.stop();
    log.length = 0;
    await expect(budget.getLlmClientForTenant('down')).resolves.toBeDefined();
    await expect(budget.getBudgetStatus('down')).resolves.toMatchObject({ source: 'unknown' });
    const call = (): Promise<string> => Promise.resolve('answer');
    const answer = budget.spend('down', '0.01', call, { cost: () => '0.01' });
    await expect(answer).resolves.toBe('answer');
    expect(log.map(({ event }) => event)).toContain('budget.gateway.unknown');
    await lite.server.listen();
  });

  it('is made later for a tenant that was created while the gateway was down', async () => {
    await lite.server.stop();
    await budget.createTenant({ tenant: 'later', name: 'later' });
    await expect(budget.getLlmClientForTenant('later')).rejects.toMatchObject({
      code: 'GATEWAY_FAILED',
    });
    await lite.server.listen();
    const { apiKey } = await budget.getLlmClientForTenant('later');
    expect(apiKey).toBe(lite.server.keyOf('later').key);
  });

  it('needs a gateway', async () => {
    const without = openBudget({ connectionUrl: place.url });
    await expect(without.getLlmClientForTenant('made')).rejects.toMatchObject({
      code: 'BUDGET_OPTION_INVALID',
    });
    await without.close();
  });

  it('leaves no key in the log', () => {
    const text = JSON.stringify(log);
    for (const { key } of lite.server.keys.values()) expect(text).not.toContain(key);
    expect(text).not.toContain(lite.server.masterKey);
  });
});
