import { describe, expect, it } from 'vitest';
import type {
  WireBudgets,
  WireSpend,
  WireSpendEntries,
  WireTenantBudget,
} from '../../../src/wire/budgets.js';
import type { WireSession } from '../../../src/wire/session.js';
import { useBudgets } from '../../support/budgets/use-budgets.js';
import { codeOf } from '../../support/code-of.js';
import { type UsedConsole, useConsole } from '../../support/use-console.js';

const used: UsedConsole = useConsole({}, useBudgets());

async function read<Answered>(path: string): Promise<Answered> {
  const answer = await used.ask(`/api${path}`, { as: 'viewer' });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Answered;
}

describe('the API of budgets', () => {
  it('lists each tenant with exact amounts, its level and its forecast', async () => {
    const { tenants, overrides, alerts } = await read<WireBudgets>('/budgets');
    const levels = tenants.map(({ tenant, level, percentage }) => [tenant, level, percentage]);
    expect(levels).toEqual([
      ['acme', 'normal', '42.48'],
      ['graced', 'critical', '102.87'],
      ['idle', 'normal', '0.00'],
      ['near', 'alert', '80.00'],
      ['stopped', 'blocked', '110.00'],
    ]);
    const [acme, graced, idle] = tenants;
    expect(acme).toMatchObject({ spent: '212.4075', reserved: '25.50', daysToReset: 12 });
    expect(graced).toMatchObject({ budget: '1200.00', overrides: '200.00' });
    expect(graced?.forecast).toMatchObject({ reachesBudgetAt: null });
    expect(idle?.forecast).toMatchObject({ perDay: '0', reachesBudgetAt: null, blocksAt: null });
    expect(overrides.map(({ tenant, amount }) => [tenant, amount])).toEqual([
      ['graced', '200.0000'],
    ]);
    expect(alerts.map(({ tenant }) => tenant)).toEqual(['near', 'graced', 'stopped']);
  });

  it('has all overrides and alerts of a tenant', async () => {
    const { budget, overrides, alerts } = await read<WireTenantBudget>('/budgets/graced');
    expect(budget.name).toBe('Graced');
    expect(overrides.map(({ isExpired }) => isExpired)).toEqual([false, true]);
    expect(alerts.map(({ percentage }) => percentage)).toEqual(['100.02']);
  });

  it('adds up the same spend by day, by step and by call', async () => {
    const { days, steps } = await read<WireSpend>('/budgets/acme/spend?days=30&zone=Asia/Shanghai');
    expect(days).toHaveLength(30);
    const from = days[0]?.from ?? '';
    const costs: string[] = [];
    let cursor = '';
    do {
      const path = `/budgets/acme/entries?limit=200&from=${from}&cursor=${cursor}`;
      const { items, next } = await read<WireSpendEntries>(path);
      costs.push(...items.map(({ cost }) => cost));
      cursor = next ?? '';
    } while (cursor !== '');
    // All costs are multiples of 0.05.
    const sum = (amounts: readonly string[]): number =>
      amounts.reduce((total, amount) => total + Math.round(Number(amount) * 20), 0);
    expect(costs.length).toBe(300);
    expect(sum(days.map(({ spent }) => spent))).toBe(sum(costs));
    expect(sum(steps.map(({ spent }) => spent))).toBe(sum(costs));
    const estimated = steps.map((step) => step.estimated).toSorted();
    expect(estimated).toEqual([0, 1]);
  });

  it('lists the calls of a day', async () => {
    const { days } = await read<WireSpend>('/budgets/acme/spend');
    const day = days.at(-2);
    const path = `/budgets/acme/entries?from=${day?.from ?? ''}&before=${day?.before ?? ''}&limit=200`;
    const { items } = await read<WireSpendEntries>(path);
    expect(items.length).toBe(day?.calls);
    expect(items[0]).toMatchObject({ jobName: 'companies', provider: 'openai' });
  });

  it('says that there is no such tenant', async () => {
    for (const tenant of ['nobody', 'x'.repeat(101), '__proto__']) {
      const answer = await used.ask(`/api/budgets/${tenant}`, { as: 'viewer' });
      expect(await codeOf(answer)).toEqual([404, 'TENANT_UNKNOWN']);
    }
  });

  it.each([
    ['/budgets/acme/spend?days=0', 'days'],
    ['/budgets/acme/spend?days=91', 'days'],
    ['/budgets/acme/spend?zone=%2B02:00', 'zone'],
    ['/budgets/acme/entries?limit=201', 'limit'],
    ['/budgets/acme/entries?cursor=abc', 'cursor'],
    ['/budgets/acme/entries?from=yesterday', 'from'],
  ])('%s is refused, with the name of the parameter', async (path, name) => {
    const answer = await used.ask(`/api${path}`, { as: 'viewer' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(name);
  });

  it('needs a login, and shows no address of mail', async () => {
    expect((await used.ask('/api/budgets', { as: null })).status).toBe(401);
    const answer = await used.ask('/api/budgets', { as: 'viewer' });
    expect(await answer.text()).not.toContain('acme@example.org');
  });

  it('offers its page', async () => {
    expect((await read<WireSession>('/session')).hasBudgets).toBe(true);
  });

  it('says that the tables are missing, and what to do', async () => {
    await used.database.query('alter table public.tenant_configs rename to elsewhere');
    try {
      const answer = await used.ask('/api/budgets', { as: 'viewer' });
      const text = await answer.clone().text();
      expect(await codeOf(answer)).toEqual([500, 'BUDGET_TABLES_MISSING']);
      expect(text).toContain('migrateUp');
    } finally {
      await used.database.query('alter table public.elsewhere rename to tenant_configs');
    }
  });
});
