import type { BudgetAlert } from '../../../src/index.js';

/** An alert of a tenant that has used 80.24 % of its budget. */
export function alertOf(changes: Partial<BudgetAlert> = {}): BudgetAlert {
  return {
    tenant: 'acme',
    name: 'Acme Ltd',
    notifyEmail: null,
    level: 'alert',
    eventType: 'spend',
    spent: '401.2034',
    budget: '500.0000',
    percentage: '80.24',
    graceThreshold: 110,
    resetsAt: new Date('2026-12-01T00:00:00Z'),
    at: new Date('2026-11-28T06:30:00Z'),
    ...changes,
  };
}
