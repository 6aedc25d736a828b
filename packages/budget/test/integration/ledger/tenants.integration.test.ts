import { afterEach, describe, expect, it } from 'vitest';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();
afterEach(() => used.checkBalance());

const auditOf = (tenant: string) => used.sql`
  select actor, operation, status, details - 'tenant' as details from audit_log
  where details->>'tenant' = ${tenant} order by audit_id`;
const inOneDay = () => new Date(Date.now() + 86_400_000);

describe('createTenant', () => {
  it('takes the defaults of the table, and is recorded', async () => {
    const { budget, sql } = used;
    const status = await budget.createTenant({ tenant: 'acme', name: 'Acme', by: 'ada' });
    expect(status).toMatchObject({
      ...{ tenant: 'acme', name: 'Acme', isActive: true, notifyEmail: null, budget: '500.00' },
      ...{ alertThreshold: 80, graceThreshold: 110, duration: '30d', daysToReset: 30 },
    });
    await sql`insert into tenant_configs (tenant_id, name) values ('plain', 'Plain')`;
    const plain = await budget.getBudgetStatus('plain');
    for (const key of ['budget', 'alertThreshold', 'graceThreshold', 'duration'] as const) {
      expect(plain[key]).toBe(status[key]);
    }
    expect(await auditOf('acme')).toMatchObject([{ actor: 'ada', operation: 'budget.create' }]);
  });

  it('is paid for even if only its row was inserted by SQL, without a reset', async () => {
    const { budget, sql } = used;
    await sql`insert into tenant_configs (tenant_id, name, max_budget) values ('bare', 'Bare', 1)`;
    await pay(budget, 'bare', '1.05');
    expect(await budget.getBudgetStatus('bare')).toMatchObject({
      ...{ spent: '1.05', level: 'critical', resetsAt: null },
    });
  });

  it('begins its period at a time that is set', async () => {
    const { budget } = used;
    const startsAt = new Date('2026-01-31T00:00:00Z');
    const past = await budget.createTenant({
      ...{ tenant: 'monthly', name: 'Monthly', duration: '1mo', startsAt },
    });
    expect(past.resetsAt?.getTime()).toBeGreaterThan(Date.now());
    expect(past.periodStartedAt.getTime()).toBeLessThanOrEqual(Date.now());
    const future = await budget.createTenant({
      ...{ tenant: 'later', name: 'Later', duration: '1d', startsAt: inOneDay() },
    });
    expect(future.daysToReset).toBe(2);
  });

  it('refuses one that exists, and invalid settings', async () => {
    const { budget, tenant } = used;
    await expect(budget.createTenant({ tenant, name: 'Again' })).rejects.toMatchObject({
      code: 'TENANT_EXISTS',
    });
    await expect(budget.createTenant({} as never)).rejects.toMatchObject({
      code: 'BUDGET_OPTION_INVALID',
    });
    await expect(
      budget.createTenant({ tenant: 'x', name: 'X', maxBudget: '0.00001' }),
    ).rejects.toMatchObject({ code: 'AMOUNT_INVALID' });
  });
});

describe('configureTenant', () => {
  it('changes what it is given, keeps the rest, and records who did it, without the address', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, 50);
    const status = await budget.configureTenant(tenant, {
      ...{ maxBudget: '60', notifyEmail: 'a@example.com', alertThreshold: 50, by: 'ada' },
    });
    expect(status).toMatchObject({
      ...{ budget: '60.00', notifyEmail: 'a@example.com', alertThreshold: 50, graceThreshold: 110 },
      ...{ spent: '50.00', level: 'alert', name: expect.stringContaining('Tenant') as unknown },
    });
    expect(used.alerts).toMatchObject([{ level: 'alert', eventType: 'configuration' }]);
    const audit = await auditOf(tenant);
    expect(audit.filter(({ operation }) => operation === 'budget.configure')).toEqual([
      {
        ...{ actor: 'ada', operation: 'budget.configure', status: 'success' },
        details: { maxBudget: '60', alertThreshold: 50, isNotifyEmailChanged: true },
      },
    ]);
    const cleared = await budget.configureTenant(tenant, { notifyEmail: null, name: 'New' });
    expect(cleared).toMatchObject({ notifyEmail: null, name: 'New', budget: '60.00' });
  });

  it('reports a level again that is reached again after the budget was raised', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, 110);
    await budget.configureTenant(tenant, { maxBudget: 1000 });
    await pay(budget, tenant, 690);
    await budget.configureTenant(tenant, { graceThreshold: 120 });
    expect(used.alerts.map(({ level, percentage }) => [level, percentage])).toEqual([
      ['blocked', '110.00'],
      ['alert', '80.00'],
    ]);
  });

  it('counts a changed duration from the beginning of the period', async () => {
    const { budget, tenant } = used;
    await budget.configureTenant(tenant, { duration: '12h' });
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ duration: '12h', daysToReset: 1 });
    await budget.configureTenant(tenant, { duration: '1mo' });
    const status = await budget.getBudgetStatus(tenant);
    expect(status.resetsAt?.getUTCDate()).toBeGreaterThan(0);
    expect(status.daysToReset).toBeGreaterThanOrEqual(28);
  });

  it('lets the last of concurrent changes win, and loses none of the others', async () => {
    const { budget, tenant, open } = used;
    const others = [open(), open(), open()];
    await Promise.all([
      others[0]?.configureTenant(tenant, { maxBudget: 200 }),
      others[1]?.configureTenant(tenant, { graceThreshold: 150 }),
      others[2]?.configureTenant(tenant, { alertThreshold: 60 }),
      pay(budget, tenant, 1),
    ]);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      ...{ budget: '200.00', graceThreshold: 150, alertThreshold: 60, spent: '1.00' },
    });
  });

  it('refuses an unknown tenant and invalid changes, and changes nothing then', async () => {
    const { budget, tenant } = used;
    await expect(budget.configureTenant('nobody', {})).rejects.toMatchObject({
      code: 'TENANT_UNKNOWN',
    });
    await expect(
      budget.configureTenant(tenant, { maxBudget: 7, graceThreshold: 99 }),
    ).rejects.toMatchObject({ code: 'BUDGET_OPTION_INVALID' });
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ budget: '100.00' });
  });
});

describe('addOverride', () => {
  it('adds to the budget until it expires, and is recorded', async () => {
    const { budget, tenant, sql } = used;
    await pay(budget, tenant, 110);
    const expiresAt = inOneDay();
    const status = await budget.addOverride(tenant, {
      ...{ amount: '50.00', expiresAt, reason: 'end of month', createdBy: 'ada' },
    });
    expect(status).toMatchObject({ budget: '150.00', overrides: '50.00', level: 'normal' });
    await pay(budget, tenant, 5);
    expect(await auditOf(tenant)).toContainEqual({
      ...{ actor: 'ada', operation: 'budget.override', status: 'success' },
      details: { amount: '50', expiresAt: expiresAt.toISOString(), reason: 'end of month' },
    });
    await sql`update budget_overrides set expires_at = now() where tenant_id = ${tenant}`;
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      budget: '100.00',
      level: 'blocked',
    });
    await expect(pay(budget, tenant, 0)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    // The end of the override has raised the level.
    expect(used.alerts.map(({ level }) => level)).toEqual(['blocked', 'blocked']);
  });

  it.each([
    [{ amount: 0 }, 'BUDGET_OPTION_INVALID'],
    [{ amount: '-5' }, 'AMOUNT_INVALID'],
    [{ reason: ' ' }, 'BUDGET_OPTION_INVALID'],
    [{ createdBy: 'a\nb' }, 'BUDGET_OPTION_INVALID'],
    [{ expiresAt: new Date('never') }, 'BUDGET_OPTION_INVALID'],
    [{ expiresAt: new Date(0) }, 'BUDGET_OPTION_INVALID'],
  ])('refuses %j', async (wrong, code) => {
    const { budget, tenant } = used;
    const valid = { amount: 1, expiresAt: inOneDay(), reason: 'r', createdBy: 'ada' };
    await expect(budget.addOverride(tenant, { ...valid, ...wrong })).rejects.toMatchObject({
      code,
    });
    expect(await budget.listOverrides({ tenant })).toEqual([]);
  });
});
