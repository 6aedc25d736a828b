import { type Budget, openBudget } from '@wdh/budget';
import { type PipelineContext, WdhError } from '@wdh/pipeline-core';

/** Who pays for the calls. */
export const tenant = 'companies-example';

/**
 * Opens the budget of the database into which the run loads.
 *
 * Creates its tenant where it is missing, so that the example runs at once: $6.00 for 30 days, 600 calls at
 * $0.01, and no grace. Elsewhere, a person does that: `wdh budget set TENANT --create`.
 */
export async function openExampleBudget({ connectionUrl = '' }: PipelineContext): Promise<Budget> {
  const budget = openBudget({ connectionUrl });
  try {
    await budget.createTenant({
      tenant,
      name: 'Companies of the example',
      maxBudget: '6.00',
      graceThreshold: 100,
    });
  } catch (error) {
    if (error instanceof WdhError && error.code === 'TENANT_EXISTS') return budget;
    await budget.close();
    throw error;
  }
  return budget;
}
