// @module-tag full
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '@wdh/postgres';
import { beforeAll, expect, test } from 'vitest';
import { burnRates } from '../../../src/queries/burn-rates.js';
import { listAlerts } from '../../../src/queries/list-alerts.js';
import { listEntries } from '../../../src/queries/list-entries.js';
import { spendByDay } from '../../../src/queries/spend-by-day.js';
import { spendByStep } from '../../../src/queries/spend-by-step.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';

const used = useBudgetDatabase();

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Returns the pages of 8 kB that a query reads, and the tables that it reads from end to end. */
async function measure(query: (on: Queryable) => Promise<unknown>) {
  let pages = 0;
  const scanned: (string | undefined)[] = [];
  await query({
    query: async (text, parameters = []) => {
      const [row] = await used.sql.unsafe<{ 'QUERY PLAN': [{ readonly Plan: Plan }] }[]>(
        `explain (analyze, buffers, format json) ${text}`,
        [...parameters],
      );
      if (row === undefined) throw new Error('EXPLAIN returns one row.');
      const plan = row['QUERY PLAN'][0].Plan;
      pages += (plan['Shared Hit Blocks'] ?? NaN) + (plan['Shared Read Blocks'] ?? NaN);
      const scans = nodesOf(plan).filter((node) => node['Node Type'] === 'Seq Scan');
      scanned.push(...scans.map((node) => node['Relation Name']));
      const rows: unknown = await used.sql.unsafe(text, [...parameters]);
      return rows as never;
    },
  });
  return { pages, scanned };
}

beforeAll(async () => {
  const fill = await readFile(new URL('../../support/fill-spend.sql', import.meta.url), 'utf8');
  await used.sql.unsafe(fill);
  // Beside another vacuum, such as that of the server itself, one leaves pages that an index does
  // not spare.
  const isClean = async (): Promise<boolean> => {
    await used.sql`vacuum analyze`;
    const [table] = await used.sql<{ isClean: boolean }[]>`
      select relallvisible >= relpages as "isClean" from pg_class where relname = 'spend_entries'`;
    return table?.isClean === true;
  };
  while (!(await isClean())) await setTimeout(1_000);
}, 900_000);

const week = (): Date => new Date(Date.now() - 7 * 86_400_000);

/** Half of 1,000,000 entries of 30 days are those of the tenant; 20 tenants share the others. */
test.each([
  [
    'how fast all tenants spend',
    4_000,
    (on: Queryable) =>
      burnRates(
        on,
        Array.from({ length: 21 }, (_, at) => `tenant_${String(at)}`),
      ),
  ],
  ['the days of a month', 6_000, (on) => spendByDay(on, { tenant: 'tenant_0', days: 30 })],
  ['the steps of a week', 25_000, (on) => spendByStep(on, { tenant: 'tenant_0', since: week() })],
  ['the latest entries', 200, (on) => listEntries(on, { tenant: 'tenant_0' })],
  [
    'entries from the middle',
    200,
    async (on) => {
      const middle = new Date(Date.now() - 15 * 86_400_000);
      const { next } = await listEntries(on, { tenant: 'tenant_0', before: middle });
      await listEntries(on, { tenant: 'tenant_0', before: middle, cursor: next ?? '' });
    },
  ],
  ['the alerts of all tenants', 200, (on) => listAlerts(on)],
  ['the alerts of a tenant', 200, (on) => listAlerts(on, { tenant: 'tenant_3' })],
] satisfies [string, number, (on: Queryable) => Promise<unknown>][])(
  '%s read at most %i pages of 1,000,000 entries, by an index',
  async (_, most, query) => {
    const { pages, scanned } = await measure(query);
    expect(scanned).not.toContain('spend_entries');
    expect(scanned).not.toContain('budget_alert_history');
    expect(pages).toBeLessThan(most);
  },
);
