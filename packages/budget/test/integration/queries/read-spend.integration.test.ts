import { beforeAll, describe, expect, it } from 'vitest';
import { burnRates } from '../../../src/queries/burn-rates.js';
import { listAlerts } from '../../../src/queries/list-alerts.js';
import { listEntries } from '../../../src/queries/list-entries.js';
import { listOverrides } from '../../../src/queries/list-overrides.js';
import { spendByDay } from '../../../src/queries/spend-by-day.js';
import { spendByStep } from '../../../src/queries/spend-by-step.js';
import { enterSpend, insertTenant } from '../../support/enter-spend.js';
import { onSql } from '../../support/on-sql.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';

const used = useBudgetDatabase();
const on = onSql(() => used.sql);

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

beforeAll(async () => {
  const { sql } = used;
  for (const tenant of ['acme', 'other', 'idle']) await insertTenant(sql, tenant);
  // Entries of one moment are on one day in every zone.
  const yesterday = daysAgo(1);
  const enrich = { job_name: 'companies', step_name: 'enrich', execution_id: 'exec_1' };
  await enterSpend(sql, 'acme', [
    { ...enrich, cost: '0.0100000000000000000001', at: yesterday, row_number: 7 },
    { ...enrich, cost: '0.02', at: yesterday },
    { ...enrich, cost: '0.10', at: daysAgo(2), is_estimate: true },
    { cost: '5', at: daysAgo(6) },
    { ...enrich, cost: '100', at: daysAgo(20) },
  ]);
  await enterSpend(sql, 'other', [{ ...enrich, cost: '1' }]);
});

describe('the queries of spend', () => {
  it('adds up by job and step without a loss, the largest first', async () => {
    const found = await spendByStep(on, { tenant: 'acme' });
    expect(found).toEqual([
      { jobName: null, stepName: null, spent: '5', calls: 1, estimated: 0 },
      {
        ...{ jobName: 'companies', stepName: 'enrich', calls: 3, estimated: 1 },
        spent: '0.1300000000000000000001',
      },
    ]);
    const all = await spendByStep(on, { since: new Date(daysAgo(30)) });
    expect(all[0]).toMatchObject({ spent: '101.1300000000000000000001', calls: 5 });
  });

  it('adds up by day without gaps, in the zone of the reader', async () => {
    const days = await spendByDay(on, { tenant: 'acme', days: 30, zone: 'Asia/Shanghai' });
    expect(days).toHaveLength(30);
    const spent = days.filter(({ calls }) => calls > 0);
    expect(spent.map((day) => [day.spent, day.calls])).toEqual([
      ['100', 1],
      ['5', 1],
      ['0.10', 1],
      ['0.0300000000000000000001', 2],
    ]);
    const begins = days.map(({ from }) => from.toISOString());
    expect(begins.every((from) => from.endsWith('T16:00:00.000Z'))).toBe(true);
    expect(days.slice(0, -1).map(({ before }) => before.toISOString())).toEqual(begins.slice(1));
  });

  it('lists entries by pages, of which none is missed or listed twice', async () => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await listEntries(on, { tenant: 'acme', limit: 2, cursor });
      pages.push(items.map(({ cost }) => cost));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    const [first, ...rest] = pages.map((page) => page.length);
    expect([first, ...rest]).toEqual([2, 2, 1]);
    const all = pages.flat();
    expect(all.toSorted()).toEqual(
      ['0.0100000000000000000001', '0.02', '0.10', '5', '100'].toSorted(),
    );
    expect(all.slice(2)).toEqual(['0.10', '5', '100']);
  });

  it('lists entries of one moment by pages', async () => {
    const at = daysAgo(3);
    const entries = ['1', '2', '3', '4', '5'].map((cost) => ({ cost, at }));
    await insertTenant(used.sql, 'same');
    await enterSpend(used.sql, 'same', entries);
    const first = await listEntries(on, { tenant: 'same', limit: 3 });
    const cursor = first.next ?? '';
    const second = await listEntries(on, { tenant: 'same', limit: 3, cursor });
    const costs = [...first.items, ...second.items].map(({ cost }) => cost);
    expect(costs).toEqual(['5', '4', '3', '2', '1']);
    expect(second.next).toBeNull();
  });

  it('lists the entries of a time, with their run and row', async () => {
    const found = await listEntries(on, {
      ...{ tenant: 'acme', from: new Date(daysAgo(1.5)), before: new Date(daysAgo(0.5)) },
    });
    expect(found.items).toHaveLength(2);
    expect(found.items.find(({ rowNumber }) => rowNumber === 7)).toMatchObject({
      ...{ executionId: 'exec_1', jobName: 'companies', stepName: 'enrich', units: null },
      ...{ cost: '0.0100000000000000000001', isEstimate: false },
    });
  });

  it('adds up the last 7 days of tenants, or the days since their creation', async () => {
    await insertTenant(used.sql, 'young', daysAgo(1));
    const rates = await burnRates(on, ['acme', 'idle', 'young', 'nobody']);
    const spent = Object.fromEntries(rates.map((rate) => [rate.tenant, rate.spent]));
    expect(spent).toEqual({ acme: '5.1300000000000000000001', idle: '0', young: '0' });
    const days = rates.map(({ now, since }) => (now.getTime() - since.getTime()) / 86_400_000);
    expect(days.map(Math.round).toSorted()).toEqual([1, 7, 7]);
  });

  it.each([
    ['a zone that is an offset', () => spendByDay(on, { tenant: 'acme', zone: '+02:00' })],
    ['an unknown zone', () => spendByDay(on, { tenant: 'acme', zone: 'Mars/Olympus' })],
    ['no day', () => spendByDay(on, { tenant: 'acme', days: 0 })],
    ['too many entries', () => listEntries(on, { tenant: 'acme', limit: 1001 })],
    ['a cursor of another list', () => listEntries(on, { tenant: 'acme', cursor: 'abc' })],
    ['no time', () => spendByStep(on, { since: new Date(Number.NaN) })],
    ['part of an alert', () => listAlerts(on, { limit: 0.5 })],
  ])('refuses %s', async (_, query) => {
    await expect(query()).rejects.toMatchObject({ code: 'BUDGET_OPTION_INVALID' });
  });
});

describe('the queries of overrides and alerts', () => {
  beforeAll(async () => {
    const { sql } = used;
    await sql`insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by)
      values ('acme', 50, clock_timestamp() + interval '1 day', 'end of month', 'ada'),
        ('acme', 10, clock_timestamp() - interval '1 day', 'last month', 'ada'),
        ('other', 5, clock_timestamp() + interval '2 days', 'trial', 'bo')`;
    await sql`insert into budget_alert_history
        (tenant_id, event_type, spend, max_budget, percentage, created_at)
      values ('acme', 'spend', 400, 500, 80.00, now() - interval '2 days'),
        ('other', 'spend', 5, 5, 100.00, now() - interval '1 day'),
        ('acme', 'threshold_crossed', 550.5, 500, 110.10, now())`;
  });

  it('lists overrides that add to a budget, and the others when asked', async () => {
    const valid = await listOverrides(on);
    expect(valid.map(({ tenant, amount }) => [tenant, amount])).toEqual([
      ['other', '5.0000'],
      ['acme', '50.0000'],
    ]);
    const all = await listOverrides(on, { tenant: 'acme', withExpired: true });
    expect(all.map(({ isExpired, reason }) => [isExpired, reason])).toEqual([
      [false, 'end of month'],
      [true, 'last month'],
    ]);
  });

  it('lists alerts, the latest first', async () => {
    const all = await listAlerts(on);
    expect(all.map(({ percentage }) => percentage)).toEqual(['110.10', '100.00', '80.00']);
    const own = await listAlerts(on, { tenant: 'acme', limit: 1 });
    expect(own).toMatchObject([{ eventType: 'threshold_crossed', spent: '550.5', budget: '500' }]);
    expect(await listAlerts(on, { since: new Date(daysAgo(1.5)) })).toHaveLength(2);
  });
});
