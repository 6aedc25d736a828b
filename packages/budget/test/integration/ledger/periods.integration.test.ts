import { afterEach, describe, expect, it } from 'vitest';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();
afterEach(() => used.checkBalance());

/** Makes the period of the tenant due a time ago. */
async function makeDue(ago: string): Promise<void> {
  const { sql, tenant } = used;
  await sql`update tenant_configs set budget_reset_at = now() - ${ago}::interval
    where tenant_id = ${tenant}`;
}

const resets = () => used.sql<{ actor: string; spent: string; period: number }[]>`
  select actor, details->>'spent' as spent, (details->>'period')::int as period from audit_log
  where operation = 'budget.reset' and details->>'tenant' = ${used.tenant} order by audit_id`;

describe('a period that is due', () => {
  it('begins with the next call: the spend is zero, the old one is in the audit log', async () => {
    const { budget, tenant, sql } = used;
    await pay(budget, tenant, '110');
    await expect(pay(budget, tenant, 1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
    await makeDue('1 hour');
    await pay(budget, tenant, '85');
    const status = await budget.getBudgetStatus(tenant);
    expect(status).toMatchObject({ spent: '85.00', level: 'alert', daysToReset: 30 });
    expect(await resets()).toEqual([{ actor: 'wdh', spent: '110', period: 1 }]);
    const entries = await sql`select period, cost from spend_entries
      where tenant_id = ${tenant} order by entry_id`;
    expect(entries).toEqual([
      { period: '1', cost: '110' },
      { period: '2', cost: '85' },
    ]);
    // The alerts of the new period are reported again.
    expect(used.alerts.map(({ level }) => level)).toEqual(['blocked', 'alert']);
  });

  it('counts as begun for a reader, who changes nothing by listing', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, '90');
    await makeDue('1 hour');
    const [listed] = await budget.listTenants({ tenant });
    expect(listed).toMatchObject({ spent: '0.00', level: 'normal', daysToReset: 30 });
    expect(await resets()).toHaveLength(0);
    expect(await budget.getBudgetStatus(tenant)).toEqual(listed);
    expect(await resets()).toHaveLength(1);
    expect(await budget.getBudgetStatus(tenant)).toEqual(listed);
  });

  it('begins once, for any number of callers at the same time', async () => {
    const { budget, tenant, open } = used;
    await pay(budget, tenant, '90');
    await makeDue('1 hour');
    const others = Array.from({ length: 5 }, () => open());
    await Promise.all(
      others.flatMap((other) => [
        pay(other, tenant, 1),
        other.getBudgetStatus(tenant),
        pay(other, tenant, 1),
      ]),
    );
    expect(await resets()).toEqual([{ actor: 'wdh', spent: '90', period: 1 }]);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '10.00' });
  });

  it('begins once after several were missed, and the next reset is in the future, in its rhythm', async () => {
    const { budget, tenant, sql } = used;
    await budget.configureTenant(tenant, { duration: '12h' });
    await pay(budget, tenant, 5);
    await makeDue('61 hours');
    await pay(budget, tenant, 1);
    const [found] = await sql`
      select extract(epoch from budget_reset_at - now())::int as left,
        extract(epoch from budget_reset_at - period_started_at)::int as length
      from tenant_configs join budget_balances using (tenant_id) where tenant_id = ${tenant}`;
    // 61 hours ago and every 12 hours since: the next is in 11 hours.
    expect(found?.['length']).toBe(12 * 3600);
    expect(Math.abs((found?.['left'] as number) - 11 * 3600)).toBeLessThan(600);
    expect(await resets()).toHaveLength(1);
  });

  it('keeps what expired before its beginning in the period that ends', async () => {
    const { budget, tenant, sql } = used;
    await sql`insert into budget_reservations (reservation_id, tenant_id, amount, expires_at) values
      (gen_random_uuid(), ${tenant}, 7, now() - interval '2 hours'),
      (gen_random_uuid(), ${tenant}, 3, now() - interval '10 minutes'),
      (gen_random_uuid(), ${tenant}, 2, now() + interval '1 hour')`;
    await sql`update budget_balances set reserved = 12, expires_from = now() - interval '2 hours'
      where tenant_id = ${tenant}`;
    await makeDue('1 hour');
    const expected = { spent: '3.00', reserved: '2.00' };
    const [listed] = await budget.listTenants({ tenant });
    expect(listed).toMatchObject(expected);
    await pay(budget, tenant, 1);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ ...expected, spent: '4.00' });
    expect(await resets()).toEqual([{ actor: 'wdh', spent: '7', period: 1 }]);
  });

  it('does not begin for a budget that is for ever', async () => {
    const { budget, tenant } = used;
    const status = await budget.configureTenant(tenant, { duration: null });
    expect(status).toMatchObject({ resetsAt: null, daysToReset: null });
    await pay(budget, tenant, 1);
    expect(await resets()).toHaveLength(0);
  });
});

describe('resetBudget', () => {
  it('begins a period now, keeps the next one, and says who did it', async () => {
    const { budget, tenant } = used;
    await pay(budget, tenant, '110');
    const before = await budget.getBudgetStatus(tenant);
    const status = await budget.resetBudget(tenant, { by: 'ada' });
    expect(status).toMatchObject({ spent: '0.00', level: 'normal', resetsAt: before.resetsAt });
    expect(await resets()).toEqual([{ actor: 'ada', spent: '110', period: 1 }]);
    await pay(budget, tenant, 1);
  });

  it('counts a call that runs in the period in which it ends', async () => {
    const { budget, tenant } = used;
    await budget.spend(tenant, 5, () => budget.resetBudget(tenant, { by: 'ada' }), {
      cost: () => 4,
    });
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '4.00', reserved: '0.00' });
  });

  it('refuses an empty actor, and an unknown tenant', async () => {
    const { budget, tenant } = used;
    await expect(budget.resetBudget(tenant, { by: '' })).rejects.toMatchObject({
      code: 'BUDGET_OPTION_INVALID',
    });
    await expect(budget.resetBudget('unknown', { by: 'ada' })).rejects.toMatchObject({
      code: 'TENANT_UNKNOWN',
    });
  });
});

describe('wdh_budget_next_period', () => {
  it.each([
    [
      null,
      '2026-01-01T00:00Z',
      '30s',
      '2026-01-01T00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:30Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '30s',
      '2026-01-01T00:00:29Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:30Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '30s',
      '2026-01-01T00:00:30Z',
      '2026-01-01T00:00:30Z',
      '2026-01-01T00:01:00Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '15m',
      '2026-01-01T10:20Z',
      '2026-01-01T10:15:00Z',
      '2026-01-01T10:30:00Z',
    ],
    [
      null,
      '2026-01-01T06:00Z',
      '12h',
      '2026-01-03T05:59Z',
      '2026-01-02T18:00:00Z',
      '2026-01-03T06:00:00Z',
    ],
    // Days have 24 hours, also where the clocks change.
    [
      null,
      '2026-03-28T12:00Z',
      '1d',
      '2026-03-29T12:00Z',
      '2026-03-29T12:00:00Z',
      '2026-03-30T12:00:00Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '30d',
      '2026-03-15T00:00Z',
      '2026-03-02T00:00:00Z',
      '2026-04-01T00:00:00Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '1w',
      '2026-01-20T00:00Z',
      '2026-01-15T00:00:00Z',
      '2026-01-22T00:00:00Z',
    ],
    // From the 31st, by months.
    [
      '2026-01-31T00:00Z',
      '2026-01-31T00:00Z',
      '1mo',
      '2026-01-31T00:00Z',
      '2026-01-31T00:00:00Z',
      '2026-02-28T00:00:00Z',
    ],
    [
      '2026-01-31T00:00Z',
      '2026-02-28T00:00Z',
      '1mo',
      '2026-02-28T00:00Z',
      '2026-02-28T00:00:00Z',
      '2026-03-31T00:00:00Z',
    ],
    [
      '2026-01-31T00:00Z',
      '2026-02-28T00:00Z',
      '1mo',
      '2026-04-30T00:00Z',
      '2026-04-30T00:00:00Z',
      '2026-05-31T00:00:00Z',
    ],
    [
      '2026-01-31T00:00Z',
      '2026-02-28T00:00Z',
      '1mo',
      '2026-04-29T23:59Z',
      '2026-03-31T00:00:00Z',
      '2026-04-30T00:00:00Z',
    ],
    [
      '2026-01-15T08:00Z',
      '2026-04-15T08:00Z',
      '3mo',
      '2028-01-01T00:00Z',
      '2027-10-15T08:00:00Z',
      '2028-01-15T08:00:00Z',
    ],
    // Another time was set by hand.
    [
      '2026-01-31T00:00Z',
      '2026-03-10T12:00Z',
      '1mo',
      '2026-03-11T00:00Z',
      '2026-03-10T12:00:00Z',
      '2026-04-10T12:00:00Z',
    ],
    [
      '2026-05-31T00:00Z',
      '2026-03-10T12:00Z',
      '1mo',
      '2026-03-11T00:00Z',
      '2026-03-10T12:00:00Z',
      '2026-04-10T12:00:00Z',
    ],
    // A first period that is to come.
    [
      null,
      '2030-01-01T00:00Z',
      '1mo',
      '2026-03-11T00:00Z',
      '2030-01-01T00:00:00Z',
      '2030-02-01T00:00:00Z',
    ],
    [
      null,
      '2030-01-01T00:00Z',
      '1d',
      '2026-03-11T00:00Z',
      '2030-01-01T00:00:00Z',
      '2030-01-02T00:00:00Z',
    ],
    [
      null,
      '2026-01-01T00:00Z',
      '1s',
      '2126-01-01T00:00Z',
      '2126-01-01T00:00:00Z',
      '2126-01-01T00:00:01Z',
    ],
  ])(
    'counts from %s: after %s by %s it is at %s in the period from %s to %s, in any time zone',
    async (from, reset, duration, now, startedAt, resetAt) => {
      for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati']) {
        const [found] = await used.sql.begin(async (sql) => {
          await sql`select set_config('TimeZone', ${zone}, true)`;
          return sql<{ startedAt: Date; resetAt: Date }[]>`
            select started_at as "startedAt", reset_at as "resetAt" from wdh_budget_next_period(
              ${from}::timestamptz, ${reset}::timestamptz, ${duration}, ${now}::timestamptz)`;
        });
        expect([found?.startedAt, found?.resetAt]).toEqual([
          new Date(startedAt),
          new Date(resetAt),
        ]);
      }
    },
  );
});
