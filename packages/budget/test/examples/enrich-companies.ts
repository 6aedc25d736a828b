import { openBudget, paidStep } from '@wdh/budget';
import { Pipeline } from '@wdh/pipeline-core';

interface Company {
  readonly id: string;
}

/** One paid call, outside of any pipeline. */
export async function ask(connectionUrl: string, call: () => Promise<{ readonly usd: string }>) {
  const budget = openBudget({ connectionUrl });
  try {
    // Reserves 2 cents, makes the call, and enters what it cost. Throws BUDGET_EXCEEDED instead of calling.
    await budget.spend('acme', '0.02', call, { cost: ({ usd }) => usd });
    const { spent, budget: limit, percentage, isBlocked } = await budget.getBudgetStatus('acme');
    return { spent, limit, percentage, isBlocked };
  } finally {
    await budget.close();
  }
}

/** A paid call for each row. */
export async function enrich(connectionUrl: string, register: string, rows: readonly Company[]) {
  const enriched = paidStep({
    name: 'enrich',
    tenant: 'acme',
    budget: () => openBudget({ connectionUrl }),
    estimate: '0.01',
    call: async ({ id }: Company, { signal }) => {
      const answer = await fetch(`${register}/companies/${id}`, { signal });
      return (await answer.json()) as { readonly industry: string; readonly usd: string };
    },
    cost: ({ usd }) => usd,
    merge: (row, { industry }) => ({ ...row, industry }),
    // Rows of one id are paid once, in this run and for a day.
    cache: { key: ({ id }) => id, ttlMs: 86_400_000 },
    concurrency: 4,
    whenBlocked: 'reject',
  });
  const pipeline = new Pipeline<Company>('companies', { stopOnError: false, errorThreshold: 1 });
  const { ledger, metrics } = await pipeline.addStep(enriched).run(rows, { connectionUrl });
  return { ...ledger, spend: metrics.steps[0]?.spend };
}
