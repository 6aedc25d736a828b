import type { WireBudget } from '../../../../src/wire/budgets.js';

/** What is drawn of a budget. */
export type DrawnBudget = Pick<
  WireBudget,
  'spent' | 'reserved' | 'budget' | 'alertThreshold' | 'graceThreshold'
>;

/** The lengths and places of a bar, in per cent of its width. */
export interface BarParts {
  readonly spent: number;
  readonly reserved: number;
  /** Where the marks are; none for a budget of zero. */
  readonly marks: readonly { readonly kind: 'alert' | 'budget' | 'grace'; readonly at: number }[];
}

/** The part of the width that ends at the grace limit: what is beyond it stays visible. */
const graceAt = 96;

/** Returns the parts of the bar of a budget. The numbers are those of a drawing, and not exact. */
export function barParts(drawn: DrawnBudget): BarParts {
  const [spent, reserved, budget] = [drawn.spent, drawn.reserved, drawn.budget].map(Number) as [
    number,
    number,
    number,
  ];
  if (budget <= 0) return { spent: spent > 0 ? 100 : 0, reserved: 0, marks: [] };
  const end = (budget * drawn.graceThreshold) / 100;
  // Far beyond its limit, a budget is drawn smaller, so that all of the spend has place.
  const unit = Math.min(graceAt / end, 100 / (spent + reserved || 1));
  const at = (percent: number): number => round((unit * budget * percent) / 100);
  return {
    spent: round(spent * unit),
    reserved: round(reserved * unit),
    marks: [
      { kind: 'alert', at: at(drawn.alertThreshold) },
      { kind: 'budget', at: at(100) },
      { kind: 'grace', at: at(drawn.graceThreshold) },
    ],
  };
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
