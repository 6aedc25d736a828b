import type { WireBudget } from '../../../src/wire/budgets.js';

/** Returns the budget of a tenant, as the server describes it. */
export function someBudget(more: Partial<WireBudget> = {}): WireBudget {
  return {
    ...{ tenant: 'acme', name: 'Acme', spent: '40.00', reserved: '0', budget: '100.00' },
    ...{ isActive: true, duration: '30d', periodStartedAt: '2026-01-11T00:00:00.000Z' },
    ...{ overrides: '0', alertThreshold: 80, graceThreshold: 110, percentage: '40.00' },
    ...{ graceLeft: '70.0000', resetsAt: '2026-02-10T00:00:00.000Z', daysToReset: 10 },
    ...{ level: 'normal', isBlocked: false, source: 'entries', forecast: null },
    ...more,
  };
}
