import type { WireBudget } from '../../../src/wire/budgets.js';

/** By what the list of budgets is sorted. */
export const orders = ['used', 'tenant', 'spent', 'rate', 'out'] as const;

/** Returns the ids of tenants in an order; equal ones by their ids. */
export function orderOf(
  budgets: readonly WireBudget[],
  order: (typeof orders)[number],
  isAscending: boolean,
): readonly string[] {
  const sign = isAscending ? 1 : -1;
  const keyOf = keys[order];
  return budgets
    .toSorted((one, other) => {
      const [first, second] = [keyOf(one), keyOf(other)];
      if (first === second) return one.tenant < other.tenant ? -1 : 1;
      return first < second ? -sign : sign;
    })
    .map(({ tenant }) => tenant);
}

/** Numbers are near enough to sort by. */
const keys: Readonly<Record<(typeof orders)[number], (budget: WireBudget) => number | string>> = {
  used: ({ level, percentage }) =>
    // A budget of zero has no share, and is blocked.
    percentage === null ? (level === 'blocked' ? Infinity : 0) : Number(percentage),
  tenant: ({ tenant }) => tenant,
  spent: ({ spent }) => Number(spent),
  rate: ({ forecast }) => Number(forecast?.perDay ?? 0),
  out: ({ level, forecast }) => {
    if (level === 'blocked') return 0;
    const at = level === 'critical' ? forecast?.blocksAt : forecast?.reachesBudgetAt;
    return at === undefined || at === null ? Infinity : Date.parse(at);
  },
};
