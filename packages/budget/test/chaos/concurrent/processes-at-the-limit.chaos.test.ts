import { expect, test } from 'vitest';
import type { SpendCallsArgument } from '../../programs/spend-calls.js';
import { useBudget } from '../../support/use-budget.js';
import { endOf, type MadeCalls, useSpenders } from '../../support/use-spenders.js';

const used = useBudget();
const { start } = useSpenders();
const processes = 50;

/** Starts all processes, lets them pay at the same moment, and waits for their ends. */
async function race(
  argument: Pick<SpendCallsArgument, 'estimate' | 'cost'>,
): Promise<readonly MadeCalls[]> {
  const { url: connectionUrl, tenant } = used;
  const spenders = await Promise.all(
    Array.from({ length: processes }, () => start({ connectionUrl, tenant, ...argument })),
  );
  for (const spender of spenders) spender.signal('SIGUSR2');
  return Promise.all(spenders.map(endOf));
}

const sumOf = (ends: readonly MadeCalls[]): number => ends.reduce((sum, { made }) => sum + made, 0);

test('B01 fifty processes at the limit with exact estimates: no spend beyond it, and not a call less', async () => {
  const { budget, tenant, sql } = used;
  const ends = await race({ estimate: '0.7', cost: '0.7' });
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set(['BUDGET_EXCEEDED']));
  // The last 0.1 of 110.00 fits no call.
  expect(sumOf(ends)).toBe(157);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '109.90', reserved: '0.00' });
  const entries =
    await sql`select count(*)::int as count from spend_entries where tenant_id = ${tenant}`;
  expect(entries).toEqual([{ count: 157 }]);
  await used.checkBalance();
  const alerts = await sql`select percentage from budget_alert_history where tenant_id = ${tenant}`;
  expect(alerts).toHaveLength(2);
  const blocks = await sql`select from audit_log
    where operation = 'budget.block' and details->>'tenant' = ${tenant}`;
  expect(blocks).toHaveLength(1);
});

test('B01 fifty processes at the limit with estimates of a third: beyond it by no more than what the running calls cost more', async () => {
  const { budget, tenant } = used;
  const ends = await race({ estimate: '0.5', cost: '1.5' });
  const { spent, reserved } = await budget.getBudgetStatus(tenant);
  expect(Number(spent)).toBe(sumOf(ends) * 1.5);
  expect(Number(spent)).toBeGreaterThanOrEqual(109);
  // Each process runs one call at a time.
  expect(Number(spent)).toBeLessThanOrEqual(110 + processes * (1.5 - 0.5));
  expect(reserved).toBe('0.00');
  await used.checkBalance();
});
