import type { BudgetLevel } from '../rules/budget-level.js';

/** The budget of a tenant now. Amounts are exact decimal texts in US dollars, such as `12.045`. */
export interface BudgetStatus {
  readonly tenant: string;
  readonly name: string;
  /** Whether calls are paid for it at all. */
  readonly isActive: boolean;
  /** Where mail about it goes; null: to the address of the settings alone. */
  readonly notifyEmail: string | null;
  /** Spend of the current period. */
  readonly spent: string;
  /** Held for calls that run now, for which there is less left. */
  readonly reserved: string;
  /** The configured budget and the overrides that have not expired. */
  readonly budget: string;
  /** The sum of those overrides. */
  readonly overrides: string;
  /** Per cent of the budget. */
  readonly alertThreshold: number;
  /** Per cent of the budget. */
  readonly graceThreshold: number;
  /** Spend in per cent of the budget, cut after two decimals, such as `79.99`; null for a budget of zero. */
  readonly percentage: string | null;
  /** What may still be spent before calls are blocked; never negative. */
  readonly graceLeft: string;
  /** Length of a period, such as `30d`; it has no meaning if `resetsAt` is null. */
  readonly duration: string;
  readonly periodStartedAt: Date;
  /** When the next period begins; null: never. */
  readonly resetsAt: Date | null;
  /** Whole days until then, rounded up; null: never. */
  readonly daysToReset: number | null;
  readonly level: BudgetLevel;
  /** Whether paid calls are refused: the level is `blocked`, or the tenant is not active. */
  readonly isBlocked: boolean;
  /**
   * Where the spend is from: the entries of this package, or the gateway; `unknown`: the gateway did not
   * answer, and calls pass.
   */
  readonly source: 'entries' | 'gateway' | 'unknown';
}
