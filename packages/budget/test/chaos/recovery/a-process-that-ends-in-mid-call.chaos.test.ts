import { untilTrue } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { pay, useBudget } from '../../support/use-budget.js';
import { endOf, useSpenders } from '../../support/use-spenders.js';

const used = useBudget();
const { start } = useSpenders();

const entriesOf = (tenant: string) => used.sql`
  select cost, is_estimate, execution_id, job_name, row_number, period from spend_entries
  where tenant_id = ${tenant} order by entry_id`;
const origin = { execution_id: 'exec_1', job_name: 'companies', row_number: '7', period: '1' };

/** Lets the reservations of the tenant expire, as if their processes had been silent for long. */
async function lapse(): Promise<number> {
  const { tenant, sql } = used;
  await sql`update budget_balances set expires_from = expires_from - interval '1 hour'
    where tenant_id = ${tenant}`;
  const { count } =
    await sql`update budget_reservations set expires_at = expires_at - interval '1 hour'
    where tenant_id = ${tenant}`;
  return count;
}

test('B02 killed between call and settle: the reservation expires by itself, and its estimate is spent once', async () => {
  const { url: connectionUrl, tenant, budget } = used;
  const spender = await start({
    ...{ connectionUrl, tenant, estimate: '109', cost: '1', isHeld: true, reservationMs: 2_000 },
  });
  spender.signal('SIGUSR2');
  await spender.untilPrinted('in call');
  spender.signal('SIGKILL');
  await spender.end(30_000);
  const isSpent = async (): Promise<boolean> =>
    (await budget.getBudgetStatus(tenant)).spent === '109.00';
  await untilTrue(isSpent, 60_000, 'the end of the reservation');
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({
    ...{ reserved: '0.00', level: 'critical', graceLeft: '1.00' },
  });
  await expect(pay(budget, tenant, 2)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
  await pay(budget, tenant, 1);
  expect(await entriesOf(tenant)).toEqual([
    { cost: '109', is_estimate: true, ...origin },
    expect.objectContaining({ cost: '1', is_estimate: false }),
  ]);
  expect(used.alerts.map(({ level }) => level)).toEqual(['critical', 'blocked']);
  await used.checkBalance();
});

test('B02 a living process in a long call: its reservation is moved on, and never spent before its end', async () => {
  const { url: connectionUrl, tenant, budget, sql } = used;
  const spender = await start({
    ...{ connectionUrl, tenant, estimate: '10', cost: '1', isHeld: true, calls: 1 },
    reservationMs: 3_000,
  });
  spender.signal('SIGUSR2');
  await spender.untilPrinted('in call');
  const expiry = async (): Promise<number> => {
    const [found] = await sql<{ expiry: number }[]>`
      select extract(epoch from expires_at - created_at)::float8 as expiry
      from budget_reservations where tenant_id = ${tenant}`;
    return found?.expiry ?? 0;
  };
  // Longer than one lifetime, by several beats.
  await untilTrue(async () => (await expiry()) > 6, 60_000, 'beats');
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '0.00', reserved: '10.00' });
  spender.signal('SIGUSR2');
  expect(await endOf(spender)).toEqual({ made: 1, code: 'DONE' });
  expect(await entriesOf(tenant)).toEqual([{ cost: '1', is_estimate: false, ...origin }]);
  await used.checkBalance();
});

test('B02 frozen beyond its reservation and woken: the estimate that others see is corrected once', async () => {
  const { url: connectionUrl, tenant, budget } = used;
  const spender = await start({
    ...{ connectionUrl, tenant, estimate: '105', cost: '2.5', isHeld: true, calls: 1 },
  });
  spender.signal('SIGUSR2');
  await spender.untilPrinted('in call');
  spender.signal('SIGSTOP');
  expect(await lapse()).toBe(1);
  await pay(budget, tenant, 1);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({
    spent: '106.00',
    level: 'critical',
  });
  spender.signal('SIGCONT');
  spender.signal('SIGUSR2');
  expect(await endOf(spender)).toEqual({ made: 1, code: 'DONE' });
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '3.50', reserved: '0.00' });
  expect(await entriesOf(tenant)).toEqual([
    { cost: '2.5', is_estimate: false, ...origin },
    expect.objectContaining({ cost: '1' }),
  ]);
  await used.checkBalance();
});

test('B02 frozen into the next period and woken: the period that ended is corrected, the new one is not', async () => {
  const { url: connectionUrl, tenant, budget } = used;
  const spender = await start({
    ...{ connectionUrl, tenant, estimate: '50', cost: '2.5', isHeld: true, calls: 1 },
  });
  spender.signal('SIGUSR2');
  await spender.untilPrinted('in call');
  spender.signal('SIGSTOP');
  await lapse();
  await budget.resetBudget(tenant, { by: 'ada' });
  spender.signal('SIGCONT');
  spender.signal('SIGUSR2');
  await endOf(spender);
  expect(await entriesOf(tenant)).toEqual([{ cost: '2.5', is_estimate: false, ...origin }]);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '0.00', reserved: '0.00' });
  await used.checkBalance();
});

test('B02 processes whose clocks are a day fast and a day slow: only the clock of the server counts', async () => {
  const { url: connectionUrl, tenant, budget, sql } = used;
  await budget.configureTenant(tenant, { duration: '12h' });
  const day = 86_400_000;
  const spenders = await Promise.all(
    [day, -day].map((clockErrorMs) =>
      start({ connectionUrl, tenant, estimate: '1', cost: '1', calls: 5, clockErrorMs }),
    ),
  );
  for (const spender of spenders) spender.signal('SIGUSR2');
  expect(await Promise.all(spenders.map(endOf))).toEqual([
    { made: 5, code: 'DONE' },
    { made: 5, code: 'DONE' },
  ]);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '10.00', daysToReset: 1 });
  const wrong = await sql`select from spend_entries
    where tenant_id = ${tenant} and abs(extract(epoch from at - now())) > 3600`;
  expect(wrong).toHaveLength(0);
  await used.checkBalance();
});

test('B02 the clock of the server jumps forward: what expires is entered, and corrected when it ends', async () => {
  const { budget, tenant } = used;
  let jumped = 0;
  const spent: string[] = [];
  await budget.spend(
    tenant,
    '20',
    async () => {
      jumped = await lapse();
      await pay(budget, tenant, 1);
      spent.push((await budget.getBudgetStatus(tenant)).spent);
    },
    { cost: () => '3' },
  );
  expect(jumped).toBe(1);
  expect(spent).toEqual(['21.00']);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '4.00', reserved: '0.00' });
  await used.checkBalance();
});

test('B02 the clock of the server jumps back after a reset: the period is not begun again', async () => {
  const { budget, tenant, sql } = used;
  await pay(budget, tenant, 90);
  await sql`update tenant_configs set budget_reset_at = now() - interval '1 hour'
    where tenant_id = ${tenant}`;
  await pay(budget, tenant, 5);
  // As if the clock were ten days slow from now on.
  await sql`update tenant_configs set budget_reset_at = budget_reset_at + interval '10 days'
    where tenant_id = ${tenant}`;
  await sql`update budget_balances set period_started_at = period_started_at + interval '10 days'
    where tenant_id = ${tenant}`;
  await pay(budget, tenant, 6);
  expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '11.00' });
  const resets = await sql`select from audit_log
    where operation = 'budget.reset' and details->>'tenant' = ${tenant}`;
  expect(resets).toHaveLength(1);
  await used.checkBalance();
});
