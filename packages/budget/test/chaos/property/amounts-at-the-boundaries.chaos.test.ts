import type { WdhError } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOf, percentageOf } from '../../../src/rules/level-of.js';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();

describe('B03', () => {
  test.each([
    ['79.99', 'normal', '79.99', []],
    ['79.9999999999', 'normal', '79.99', []],
    ['80.00', 'alert', '80.00', ['alert']],
    ['99.99', 'alert', '99.99', ['alert']],
    ['100.00', 'critical', '100.00', ['critical']],
    ['109.99', 'critical', '109.99', ['critical']],
    ['109.9999999999', 'critical', '109.99', ['critical']],
    ['110.00', 'blocked', '110.00', ['blocked']],
  ])(
    'B03 %s of 100.00: the level is %s, at %s per cent',
    async (cost, level, percentage, alerts) => {
      const { budget, tenant } = used;
      await pay(budget, tenant, cost);
      const isBlocked = level === 'blocked';
      const status = await budget.getBudgetStatus(tenant);
      expect(status).toMatchObject({ level, percentage, isBlocked });
      expect(used.alerts.map((alert) => alert.level)).toEqual(alerts);
      const next = pay(budget, tenant, 0).catch((error: unknown) => (error as WdhError).code);
      expect(await next).toBe(isBlocked ? 'BUDGET_EXCEEDED' : 'answer');
      await used.checkBalance();
    },
  );

  test('B03 a budget of zero: every call is refused, and one alert says so', async () => {
    const { budget, tenant } = used;
    await budget.configureTenant(tenant, { maxBudget: 0 });
    for (const estimate of [0, '0.01']) {
      await expect(pay(budget, tenant, estimate)).rejects.toMatchObject({
        code: 'BUDGET_EXCEEDED',
      });
    }
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      ...{ level: 'blocked', percentage: null, graceLeft: '0.00' },
    });
    expect(used.alerts).toMatchObject([{ level: 'blocked', percentage: null }]);
  });

  test('B03 a missing budget: the default of 500.00 applies', async () => {
    const { budget, sql } = used;
    await sql`insert into tenant_configs (tenant_id, name) values ('default', 'Default')`;
    await pay(budget, 'default', '549.99');
    await expect(pay(budget, 'default', '0.02')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    await pay(budget, 'default', '0.01');
  });

  test('B03 a negative cost and a negative estimate: they count as zero, with a warning', async () => {
    const { budget, tenant, logger } = used;
    await pay(budget, tenant, '-5');
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '0.00', reserved: '0.00' });
    const warned = logger.events.map(({ event }) => event);
    expect(warned).toContain('budget.estimate.negative');
    expect(warned).toContain('budget.cost.negative');
    await used.checkBalance();
  });

  test('B03 sums that floating point gets wrong: exact to the last digit', async () => {
    const { budget, tenant } = used;
    for (let index = 0; index < 10; index += 1) await pay(budget, tenant, '0.1');
    for (const cost of [0.1, 0.2, '1e-7', '12.34567890123456789', 1e-7]) {
      await pay(budget, tenant, cost);
    }
    expect((await budget.getBudgetStatus(tenant)).spent).toBe('13.64567910123456789');
    await used.checkBalance();
  });

  test('B03 ten calls of a tenth of the grace limit: exactly ten pass', async () => {
    const { budget, tenant } = used;
    await budget.configureTenant(tenant, { maxBudget: '0.3', graceThreshold: 100 });
    for (let index = 0; index < 10; index += 1) await pay(budget, tenant, '0.03');
    await expect(pay(budget, tenant, '1e-20')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
  });

  test('B03 any amounts: the server and this program judge alike', async () => {
    const { sql } = used;
    const cents = fc.bigInt({ min: 0n, max: 10n ** 12n });
    const sample = fc.sample(
      fc.record({
        budget: fc.oneof(cents, fc.constant(100n)),
        spent: fc.oneof(cents, fc.constantFrom(79n, 80n, 99n, 100n, 109n, 110n)),
        alert: fc.integer({ min: 50, max: 100 }),
        grace: fc.integer({ min: 100, max: 150 }),
      }),
      500,
    );
    const text = (amount: bigint): string =>
      `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
    for (const { budget, spent, alert, grace } of sample) {
      const [found] = await sql`select wdh_budget_level(${text(spent)}::numeric,
        ${text(budget)}::numeric, ${alert}, ${grace}) as level`;
      const thresholds = { alertThreshold: alert, graceThreshold: grace };
      expect(found?.['level']).toBe(levelOf(text(spent), text(budget), thresholds));
      expect(percentageOf(text(spent), text(budget)) === null).toBe(budget === 0n);
    }
  });
});
