import type { BudgetLevel } from '../rules/budget-level.js';

/** A tenant has reached a level of its budget. Amounts are exact decimal texts in US dollars. */
export interface BudgetAlert {
  readonly tenant: string;
  readonly name: string;
  /** Where mail about the tenant goes; null: to the address of the settings alone. */
  readonly notifyEmail: string | null;
  readonly level: Exclude<BudgetLevel, 'normal'>;
  /** What reported it, such as `spend` for a paid call, or the event of a gateway. */
  readonly eventType: string;
  readonly spent: string;
  /** The budget with its overrides. */
  readonly budget: string;
  /** Spend in per cent of the budget; null for a budget of zero. */
  readonly percentage: string | null;
  readonly graceThreshold: number;
  readonly resetsAt: Date | null;
  readonly at: Date;
}

/** Sends notices about alerts in the background. */
export interface Notifier {
  /** Dispatches the notices of an alert, and returns at once; a failure is logged. */
  notify(alert: BudgetAlert): void;
  /** Waits for notices that are being sent; afterwards none is taken. */
  close(): Promise<void>;
}
