import type {
  BudgetForecast,
  BudgetOverride,
  BudgetStatus,
  RecordedAlert,
  SpendDay,
  SpendEntry,
  StepSpending,
} from '@wdh/budget';
import type { Wire, WirePage } from './wire.js';

/** The budget of a tenant now, without addresses. Amounts are exact decimal texts in US dollars. */
export interface WireBudget extends Wire<Omit<BudgetStatus, 'notifyEmail'>> {
  /** How fast it is spent; null for a tenant that has just been created. */
  readonly forecast: Wire<BudgetForecast> | null;
}

/** `GET /api/budgets`. */
export interface WireBudgets {
  /** By their ids. */
  readonly tenants: readonly WireBudget[];
  /** Those that have not expired, the one that expires last first. */
  readonly overrides: readonly WireOverride[];
  /** The latest first; 20 at most. */
  readonly alerts: readonly WireAlert[];
}

/** `GET /api/budgets/:tenant`. */
export interface WireTenantBudget {
  readonly budget: WireBudget;
  /** Those that have expired, too; 50 at most. */
  readonly overrides: readonly WireOverride[];
  /** The latest first; 100 at most. */
  readonly alerts: readonly WireAlert[];
}

/** An amount that is added to a budget until it expires. */
export type WireOverride = Wire<BudgetOverride>;

/** An alert that was recorded. */
export type WireAlert = Wire<RecordedAlert>;

/** `GET /api/budgets/:tenant/spend?days=&zone=`: 7 days by default, 90 at most, in the zone of the reader. */
export interface WireSpend {
  /** The earliest first, without gaps; today is the last. */
  readonly days: readonly WireSpendDay[];
  /** By job and step since the first of these days, the largest first. */
  readonly steps: readonly Wire<StepSpending>[];
}

/** What a tenant has spent on one day. */
export type WireSpendDay = Wire<SpendDay>;

/** `GET /api/budgets/:tenant/entries?from=&before=&cursor=&limit=`: paid calls, the latest first. */
export type WireSpendEntries = WirePage<WireSpendEntry>;

/** A paid call that was settled. */
export type WireSpendEntry = Wire<SpendEntry>;
