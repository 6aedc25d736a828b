import { afterEach, describe, expect, it } from 'vitest';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();
afterEach(() => used.checkBalance());

describe('spend', () => {
  it('reserves the estimate, returns the result, and enters the true cost', async () => {
    const { budget, tenant, sql } = used;
    const reserved: string[] = [];
    const result = await budget.spend(
      tenant,
      '0.50',
      async () => {
        reserved.push((await budget.getBudgetStatus(tenant)).reserved);
        return { usd: '0.125', tokens: 350 };
      },
      {
        cost: ({ usd, tokens }) => ({ cost: usd, units: tokens }),
        origin: {
          ...{ executionId: 'exec_1', jobName: 'companies', stepName: 'enrich' },
          ...{ rowNumber: 7, provider: 'openai' },
        },
      },
    );
    expect(result.tokens).toBe(350);
    expect(reserved).toEqual(['0.50']);
    const entries = await sql`select cost, units, execution_id, job_name, step_name, row_number,
      provider, is_estimate, period from spend_entries where tenant_id = ${tenant}`;
    expect(entries).toEqual([
      {
        ...{ cost: '0.125', units: '350', execution_id: 'exec_1', job_name: 'companies' },
        ...{ step_name: 'enrich', row_number: '7', provider: 'openai' },
        ...{ is_estimate: false, period: '1' },
      },
    ]);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      ...{ spent: '0.125', reserved: '0.00', budget: '100.00', percentage: '0.12' },
      ...{ graceLeft: '109.875', level: 'normal', isBlocked: false, source: 'entries' },
      ...{ alertThreshold: 80, graceThreshold: 110, duration: '30d', daysToReset: 30 },
      ...{ isActive: true, overrides: '0.00' },
    });
  });

  it('gives the estimate back when the call fails', async () => {
    const { budget, tenant, sql } = used;
    const failing = budget.spend(tenant, 1, () => Promise.reject(new Error('503')), {
      cost: () => 1,
    });
    await expect(failing).rejects.toThrow('503');
    expect(await sql`select from spend_entries where tenant_id = ${tenant}`).toHaveLength(0);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '0.00', reserved: '0.00' });
  });

  it('enters a cost that floating point made long, and a cost whose units are no amount', async () => {
    const { budget, tenant, sql, logger } = used;
    const cost = (7 * 0.15) / 1e6;
    expect(await pay(budget, tenant, cost)).toBe('answer');
    await budget.spend(tenant, '0.01', () => Promise.resolve('answer'), {
      cost: () => ({ cost: '5', units: Number.NaN }),
    });
    const entries = await sql`select cost, units, is_estimate from spend_entries
      where tenant_id = ${tenant} order by entry_id`;
    expect(entries).toEqual([
      { cost: '0.0000010500000000000001', units: null, is_estimate: false },
      { cost: '5', units: null, is_estimate: false },
    ]);
    expect(logger.eventNames).toContain('budget.units.invalid');
  });

  it('refuses a call of a tenant whose period ends after the year 9999', async () => {
    const { budget } = used;
    await budget.createTenant({ tenant: 'far', name: 'Far', maxBudget: 0, duration: '999999w' });
    await expect(pay(budget, 'far', 1)).rejects.toMatchObject({
      ...{ code: 'BUDGET_EXCEEDED', exceeded: { resetsAt: null } },
    });
  });

  it('refuses a call from exactly the grace limit, with status 402', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, '110.00');
    await expect(pay(budget, tenant, 0)).rejects.toMatchObject({
      ...{ code: 'BUDGET_EXCEEDED', category: 'budget', httpStatus: 402, isRetryable: false },
      exceeded: { spent: '110.00', graceLimit: '110.00', estimate: '0.00' },
    });
  });

  it('passes just below the grace limit, but no call that does not fit', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, '109.99');
    await expect(pay(budget, tenant, '0.02')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    await pay(budget, tenant, '0.01');
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      ...{ level: 'blocked', isBlocked: true, percentage: '110.00', graceLeft: '0.00' },
    });
  });

  it('does not pay for an unknown or an inactive tenant', async () => {
    const { budget, tenant } = used;
    await expect(pay(budget, 'nobody', 1)).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' });
    await budget.configureTenant(tenant, { isActive: false, by: 'ada' });
    await expect(pay(budget, tenant, 1)).rejects.toMatchObject({ code: 'TENANT_INACTIVE' });
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      isActive: false,
      isBlocked: true,
    });
  });

  it('records an alert of each level once in a period, in the order of the levels', async () => {
    const { budget, tenant, sql, alerts } = used;
    for (const cost of ['79.99', '0.01', '5', '15', '0.5', '9.5']) await pay(budget, tenant, cost);
    await expect(pay(budget, tenant, 1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    await expect(pay(budget, tenant, 1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    const rows = await sql`select event_type, spend, max_budget, percentage
      from budget_alert_history where tenant_id = ${tenant} order by alert_id`;
    expect(rows).toEqual([
      { event_type: 'spend', spend: '80.00', max_budget: '100.0000', percentage: '80.00' },
      { event_type: 'spend', spend: '100.00', max_budget: '100.0000', percentage: '100.00' },
      { event_type: 'spend', spend: '110.00', max_budget: '100.0000', percentage: '110.00' },
    ]);
    expect(alerts.map(({ level, percentage }) => [level, percentage])).toEqual([
      ['alert', '80.00'],
      ['critical', '100.00'],
      ['blocked', '110.00'],
    ]);
    const audit = await sql`select operation, status, details->>'level' as level from audit_log
      where details->>'tenant' = ${tenant} order by audit_id`;
    expect(
      audit.map(({ operation, level }) => [operation as string, level as string | null]),
    ).toEqual([
      ['budget.create', null],
      ['budget.alert', 'alert'],
      ['budget.alert', 'critical'],
      ['budget.alert', 'blocked'],
      ['budget.block', null],
    ]);
  });
});
