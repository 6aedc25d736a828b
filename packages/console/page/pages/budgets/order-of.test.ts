import { describe, expect, it } from 'vitest';
import { someBudget } from '../../../test/support/budgets/some-budget.js';
import { orderOf } from './order-of.js';

const budgets = [
  someBudget({ tenant: 'low', percentage: '9.50', spent: '95' }),
  someBudget({ tenant: 'zero', percentage: null, level: 'blocked', spent: '0' }),
  someBudget({ tenant: 'high', percentage: '100.00', level: 'critical', spent: '10' }),
  someBudget({ tenant: 'also', percentage: '9.50', spent: '9' }),
];

describe('orderOf', () => {
  it('sorts by how far budgets are used, as numbers', () => {
    expect(orderOf(budgets, 'used', false)).toEqual(['zero', 'high', 'also', 'low']);
  });

  it('sorts both ways', () => {
    const spent = (isAscending: boolean) => orderOf(budgets, 'spent', isAscending);
    expect(spent(true)).toEqual(['zero', 'also', 'high', 'low']);
    expect(spent(false)).toEqual(['low', 'high', 'also', 'zero']);
    const names = orderOf(budgets, 'tenant', true);
    expect(names).toEqual(['also', 'high', 'low', 'zero']);
  });

  it('lists the budget that is used up first first', () => {
    const forecast = (at: string | null) => ({
      ...{ since: '2026-01-01T00:00:00.000Z', spent: '1', perDay: '1', blocksAt: null },
      reachesBudgetAt: at,
    });
    const found = [
      someBudget({ tenant: 'never', forecast: forecast(null) }),
      someBudget({ tenant: 'late', forecast: forecast('2026-03-01T00:00:00.000Z') }),
      someBudget({ tenant: 'soon', forecast: forecast('2026-02-01T00:00:00.000Z') }),
      someBudget({ tenant: 'now', level: 'blocked' }),
    ];
    expect(orderOf(found, 'out', true)).toEqual(['now', 'soon', 'late', 'never']);
  });
});
