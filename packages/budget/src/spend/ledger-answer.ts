import type { BudgetAlert } from '../alerts/budget-alert.js';
import { moneyText } from '../money/money-text.js';
import { percentageOf } from '../rules/level-of.js';

/** What the server answers to a reservation or a settlement. Amounts are texts of the server. */
export interface LedgerAnswer {
  readonly outcome: 'reserved' | 'refused' | 'settled' | 'current' | 'unknown' | 'inactive';
  readonly name: string;
  readonly notifyEmail: string | null;
  readonly spent: string;
  readonly reserved: string;
  readonly budget: string;
  readonly graceThreshold: number;
  readonly resetsAt: string | null;
  /** The level of an alert that was recorded; null: none was. */
  readonly raisedTo: BudgetAlert['level'] | null;
  readonly at: string;
}

/** Returns the alert that an answer reports; null if none was recorded. */
export function alertIn(
  tenant: string,
  eventType: string,
  answer: Omit<LedgerAnswer, 'outcome' | 'reserved'>,
): BudgetAlert | null {
  const { raisedTo: level, name, notifyEmail, graceThreshold, resetsAt } = answer;
  if (level == null) return null;
  return Object.freeze({
    ...{ tenant, name, notifyEmail, level, eventType, graceThreshold },
    spent: moneyText(answer.spent),
    budget: moneyText(answer.budget),
    percentage: percentageOf(answer.spent, answer.budget),
    resetsAt: timeIn(resetsAt),
    at: new Date(answer.at),
  });
}

/** Returns the time of an answer; null for one after the year 9999 or infinity, which never comes. */
export function timeIn(text: string | null): Date | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}
