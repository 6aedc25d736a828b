import type { BudgetStatus, TenantForecast } from '@wdh/budget';
import * as v from 'valibot';
import type { ConsoleBudgets, ConsoleOptions } from '../../console-options.js';
import { instant, readQuery, shortText, wholeNumber } from '../../http/read-query.js';
import { Refusal } from '../../http/refusal.js';
import type { Route } from '../../http/route.js';
import type {
  WireBudget,
  WireBudgets,
  WireSpend,
  WireSpendEntries,
  WireTenantBudget,
} from '../../wire/budgets.js';
import { onWire } from '../../wire/on-wire.js';
import { budgetsOf } from './budgets-of.js';
import { KeptAnswers } from './kept-answers.js';

const spendQuery = v.object({
  days: v.optional(wholeNumber(1, 90)),
  zone: v.optional(shortText),
});

const entriesQuery = v.object({
  from: v.optional(instant),
  before: v.optional(instant),
  cursor: v.optional(shortText),
  limit: v.optional(wholeNumber(1, 200)),
});

/** How long rates and sums are used again; the status of a budget and its calls are always read. */
const freshMs = 10_000;

/** How long the sums of more than a week are used again. */
const freshForLongMs = 60_000;

/** Returns the routes of budgets: they only read. */
export function budgetRoutes(options: Pick<ConsoleOptions, 'budgets'>): readonly Route[] {
  const rates = new KeptAnswers<readonly TenantForecast[]>(freshMs);
  const week = new KeptAnswers<WireSpend>(freshMs);
  const longer = new KeptAnswers<WireSpend>(freshForLongMs);
  return [
    {
      method: 'GET',
      path: '/budgets',
      role: 'viewer',
      answer: async (): Promise<WireBudgets> => {
        const budgets = budgetsOf(options);
        const statuses = await budgets.listTenants();
        const forecasts = await rates.of('all', () => budgets.forecasts(statuses));
        return {
          tenants: withForecasts(statuses, forecasts),
          overrides: onWire(await budgets.listOverrides()),
          alerts: onWire(await budgets.listAlerts({ limit: 20 })),
        };
      },
    },
    {
      method: 'GET',
      path: '/budgets/:tenant',
      role: 'viewer',
      answer: async ({ req }): Promise<WireTenantBudget> => {
        const budgets = budgetsOf(options);
        const tenant = tenantOf(req.param('tenant'));
        const statuses = await budgets.listTenants({ tenant });
        const forecasts = await rates.of(`of ${tenant}`, () => budgets.forecasts(statuses));
        const [budget] = withForecasts(statuses, forecasts);
        if (budget === undefined) throw tenantUnknown();
        return {
          budget,
          overrides: onWire(await budgets.listOverrides({ tenant, withExpired: true, limit: 50 })),
          alerts: onWire(await budgets.listAlerts({ tenant, limit: 100 })),
        };
      },
    },
    {
      method: 'GET',
      path: '/budgets/:tenant/spend',
      role: 'viewer',
      answer: async (context): Promise<WireSpend> => {
        const budgets = budgetsOf(options);
        const tenant = tenantOf(context.req.param('tenant'));
        const { days = 7, zone = 'UTC' } = readQuery(context, spendQuery);
        const sums = days <= 7 ? week : longer;
        return sums.of(JSON.stringify([tenant, days, zone]), () =>
          readSpend(budgets, { tenant, days, zone }),
        );
      },
    },
    {
      method: 'GET',
      path: '/budgets/:tenant/entries',
      role: 'viewer',
      answer: async (context): Promise<WireSpendEntries> => {
        const budgets = budgetsOf(options);
        const tenant = tenantOf(context.req.param('tenant'));
        return onWire(await budgets.listEntries({ tenant, ...readQuery(context, entriesQuery) }));
      },
    },
  ];
}

async function readSpend(
  budgets: ConsoleBudgets,
  { tenant, ...range }: { readonly tenant: string; readonly days: number; readonly zone: string },
): Promise<WireSpend> {
  const days = await budgets.spendByDay({ tenant, ...range });
  const steps = await budgets.spendByStep({ tenant, since: days[0]?.from });
  return { days: onWire(days), steps: onWire(steps) };
}

function withForecasts(
  statuses: readonly BudgetStatus[],
  forecasts: readonly TenantForecast[],
): readonly WireBudget[] {
  const byTenant = new Map(forecasts.map(({ tenant, ...forecast }) => [tenant, forecast]));
  return statuses.map(({ notifyEmail: _, ...status }) => ({
    ...onWire(status),
    forecast: onWire(byTenant.get(status.tenant) ?? null),
  }));
}

/** Returns the id of a tenant in an address. @throws Refusal 404 `TENANT_UNKNOWN` for one that cannot be. */
function tenantOf(text = ''): string {
  if (text === '' || text.length > 100) throw tenantUnknown();
  return text;
}

function tenantUnknown(): Refusal {
  return new Refusal(404, 'TENANT_UNKNOWN', 'There is no tenant with this id.');
}
