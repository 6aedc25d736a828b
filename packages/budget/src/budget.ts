import type { LlmClient } from './gateway/tenant-gateway.js';
import type { Amount } from './money/amount.js';
import type { BudgetReader } from './queries/budget-reader.js';
import type { SpendOptions } from './spend/spend-options.js';
import type { BudgetStatus } from './status/budget-status.js';
import type { NewOverride } from './tenants/add-override.js';
import type { ResetOptions } from './tenants/reset-budget.js';
import type { NewTenant, TenantChanges } from './tenants/tenant-settings.js';

/** Whose budgets are listed. */
export interface ListTenantsOptions {
  /** Default: all tenants. */
  readonly tenant?: string | undefined;
}

/** The budgets of tenants: reads and changes them, and lets calls pass that fit in them. */
export interface Budget extends BudgetReader {
  /**
   * Makes a paid call within the budget of a tenant: its estimate is reserved before the call, and its
   * true cost is entered after it. A call that fails gives its estimate back. If the process ends
   * during the call, the estimate is entered a minute later.
   *
   * @param estimate - The most that the call may cost; more is entered anyway.
   * @returns the result of the call.
   * @throws WdhError before the call, which is not made: `BUDGET_EXCEEDED`, `TENANT_UNKNOWN`,
   * `TENANT_INACTIVE`, `AMOUNT_INVALID`, `BUDGET_CLOSED`, those of the database. After it: the error of
   * the call, and `AMOUNT_INVALID` for a cost that is not an amount.
   */
  spend<Result>(
    tenant: string,
    estimate: Amount,
    call: (signal: AbortSignal) => Promise<Result>,
    options: SpendOptions<Result>,
  ): Promise<Result>;
  /**
   * Returns the budget of a tenant now, with what its gateway says was spent.
   *
   * @throws WdhError `TENANT_UNKNOWN`
   */
  getBudgetStatus(tenant: string): Promise<BudgetStatus>;
  /**
   * Returns base URL and key of the gateway for a tenant.
   *
   * @throws WdhError `BUDGET_EXCEEDED`, `TENANT_UNKNOWN`, `TENANT_INACTIVE`, `GATEWAY_FAILED`,
   * `GATEWAY_KEY_UNREADABLE`, and `BUDGET_OPTION_INVALID` without a gateway
   */
  getLlmClientForTenant(tenant: string): Promise<LlmClient>;
  /**
   * Lists the budgets by their own entries, in the order of the ids of their tenants. It only reads.
   */
  listTenants(options?: ListTenantsOptions): Promise<readonly BudgetStatus[]>;
  /** @throws WdhError `TENANT_EXISTS`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID` */
  createTenant(tenant: NewTenant): Promise<BudgetStatus>;
  /** @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID` */
  configureTenant(tenant: string, changes: TenantChanges): Promise<BudgetStatus>;
  /** @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID` */
  addOverride(tenant: string, override: NewOverride): Promise<BudgetStatus>;
  /**
   * Begins a period with a spend of zero now; the next one begins when it would have begun anyway.
   *
   * @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`
   */
  resetBudget(tenant: string, options: ResetOptions): Promise<BudgetStatus>;
  /** Accepts no more calls, waits for those that run, and closes the connections. */
  close(): Promise<void>;
}
