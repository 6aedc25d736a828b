import type { Queryable } from '@wdh/postgres';
import type { BudgetStatus } from '../status/budget-status.js';
import { forecasts, type TenantForecast } from './forecasts.js';
import { listAlerts, type ListAlertsOptions, type RecordedAlert } from './list-alerts.js';
import { listEntries, type ListEntriesOptions, type SpendEntries } from './list-entries.js';
import { type BudgetOverride, listOverrides, type ListOverridesOptions } from './list-overrides.js';
import { spendByDay, type SpendByDayOptions, type SpendDay } from './spend-by-day.js';
import { spendByStep, type SpendByStepOptions, type StepSpending } from './spend-by-step.js';

/** Reads what was spent, and why. It only reads; each method may fail with `BUDGET_OPTION_INVALID`. */
export interface BudgetReader {
  /** Lists overrides, the one that expires last first. */
  listOverrides(options?: ListOverridesOptions): Promise<readonly BudgetOverride[]>;
  /** Lists alerts, the latest first. */
  listAlerts(options?: ListAlertsOptions): Promise<readonly RecordedAlert[]>;
  /** Lists what a tenant has spent, call by call, the latest first. */
  listEntries(options: ListEntriesOptions): Promise<SpendEntries>;
  /** Adds up the spend by job and step, the largest first. */
  spendByStep(options?: SpendByStepOptions): Promise<readonly StepSpending[]>;
  /** Adds up the spend of a tenant by days, the earliest first, without gaps; today is the last. */
  spendByDay(options: SpendByDayOptions): Promise<readonly SpendDay[]>;
  /** Returns how fast tenants spend, and when their budgets are used up at that rate. */
  forecasts(statuses: readonly BudgetStatus[]): Promise<readonly TenantForecast[]>;
}

/** Creates the methods that read what was spent. */
export function createBudgetReader(on: Queryable): BudgetReader {
  return {
    listOverrides: (options) => listOverrides(on, options),
    listAlerts: (options) => listAlerts(on, options),
    listEntries: (options) => listEntries(on, options),
    spendByStep: (options) => spendByStep(on, options),
    spendByDay: (options) => spendByDay(on, options),
    forecasts: (statuses) => forecasts(on, statuses),
  };
}
