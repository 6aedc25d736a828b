import type { BudgetOverride, BudgetStatus, StepSpending, TenantForecast } from '@wdh/budget';

/** A tenant with what explains its budget, as `--json` prints it. */
export interface TenantDetails extends BudgetStatus {
  readonly forecast: Omit<TenantForecast, 'tenant'> | null;
  readonly activeOverrides: readonly BudgetOverride[];
  /** Of the last seven days. */
  readonly steps: readonly StepSpending[];
}
