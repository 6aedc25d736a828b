import type { BudgetStatus } from '@wdh/budget';

const signs = { spent: '█', reserved: '▒', left: '░', grace: '·' } as const;

/** Explains the signs of {@link budgetBar}. */
export const barLegend = `${signs.spent} spent  ${signs.reserved} reserved for calls that run now  ${signs.left} left of the budget  ${signs.grace} grace`;

/**
 * Draws how much of a budget is used, from nothing to where calls are blocked. What is spent has at least one
 * mark, and fills the bar only at that level.
 */
export function budgetBar(status: BudgetStatus, width: number): string {
  const { budget, graceThreshold, level } = status;
  const limit = (Number(budget) * graceThreshold) / 100;
  if (level === 'blocked' || limit === 0) return signs.spent.repeat(width);
  const marksOf = (amount: number): number => Math.floor((width * amount) / limit);
  const spent = atLeastOne(status.spent, marksOf(Number(status.spent)), width - 1);
  const reserved = atLeastOne(status.reserved, marksOf(Number(status.reserved)), width - 1 - spent);
  const grace = Math.min(width - spent - reserved, width - marksOf(Number(budget)));
  const left = width - spent - reserved - grace;
  return (
    signs.spent.repeat(spent) +
    signs.reserved.repeat(reserved) +
    signs.left.repeat(left) +
    signs.grace.repeat(grace)
  );
}

function atLeastOne(amount: string, marks: number, most: number): number {
  const least = /[1-9]/.test(amount) ? 1 : 0;
  return Math.max(0, Math.min(Math.max(marks, least), most));
}
