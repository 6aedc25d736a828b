import { WdhError } from '@wdh/pipeline-core';
import { showTenant } from '../rules/budget-error.js';

/** The figures of a refused call. Amounts are exact decimal texts in US dollars. */
export interface ExceededBudget {
  readonly tenant: string;
  readonly spent: string;
  /** Held for calls that run now. */
  readonly reserved: string;
  /** The budget with its overrides. */
  readonly budget: string;
  /** The spend from which calls are refused. */
  readonly graceLimit: string;
  /** What the call would have reserved; null if none was made. */
  readonly estimate: string | null;
  /** When the next period begins; null: never. */
  readonly resetsAt: Date | null;
}

/** A paid call was refused, because the budget of its tenant is used up or the call does not fit in it. */
export class BudgetExceededError extends WdhError {
  /** For HTTP answers: Payment Required. */
  readonly httpStatus = 402;
  readonly exceeded: ExceededBudget;

  constructor(exceeded: ExceededBudget) {
    const { tenant, spent, reserved, graceLimit, estimate, resetsAt } = exceeded;
    const next =
      resetsAt === null
        ? ''
        : `wait for the next period, which begins at ${resetsAt.toISOString()}, `;
    super(
      `The budget of tenant ${showTenant(tenant)} is used up: $${spent} are spent and $${reserved} are reserved of the $${graceLimit} at which calls are refused${estimate === null ? '' : `, and this call is estimated at $${estimate}`}. To go on, ${next}add an override or raise the budget.`,
      { code: 'BUDGET_EXCEEDED', category: 'budget' },
    );
    this.exceeded = Object.freeze(exceeded);
  }
}
