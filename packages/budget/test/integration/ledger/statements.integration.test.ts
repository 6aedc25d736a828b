import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { useBudget } from '../../support/use-budget.js';

const used = useBudget();
afterEach(() => used.checkBalance());

/** Reserves 5.00 by the statement itself. */
async function reserve(id: string, lifetime: string): Promise<void> {
  await used.sql`select wdh_budget_reserve(${id}, ${used.tenant}, 5, null, ${lifetime}::text::interval,
    null, null, null, null, null)`;
}

const settle = (id: string, cost: string | null) => used.sql`
  select wdh_budget_settle(${id}, ${used.tenant}, ${cost}::text::numeric, null, false,
    null, null, null, null, null)`;

it('enters the first end of a call that is reported, and no other', async () => {
  const { budget, tenant, sql } = used;
  const id = randomUUID();
  await reserve(id, '1 minute');
  await reserve(id, '1 minute');
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ reserved: '5.00' });
  for (const cost of ['3', '4', null]) await settle(id, cost);
  const entries = await sql`select cost from spend_entries where tenant_id = ${tenant}`;
  expect(entries).toEqual([{ cost: '3' }]);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '3.00', reserved: '0.00' });
});

it('collects a short reservation that was made beside a long one', async () => {
  const { budget, tenant, sql } = used;
  const long = randomUUID();
  await reserve(long, '1 hour');
  await reserve(randomUUID(), '0');
  await settle(long, null);
  const entries =
    await sql`select cost, is_estimate from spend_entries where tenant_id = ${tenant}`;
  expect(entries).toEqual([{ cost: '5', is_estimate: true }]);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '5.00', reserved: '0.00' });
});
