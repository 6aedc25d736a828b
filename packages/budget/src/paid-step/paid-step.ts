import {
  type PipelineContext,
  rejectRow,
  rowStep,
  type RowTransformStep,
} from '@wdh/pipeline-core';
import { checkPaidStep } from './check-paid-step.js';
import { PaidRun } from './paid-run.js';
import type { PaidStepOptions } from './paid-step-options.js';
import { isRefusal } from './refusals.js';

/**
 * Creates a row step that calls a paid service for each row, within the budget of a tenant.
 *
 * The cost of a call is reserved before it, and entered with run, step and row after it. What the step has
 * spent is in the metrics of the run. A rehearsal makes paid calls too: it runs the whole pipeline.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage)
 * @example
 * const enrich = paidStep({
 *   name: 'enrich',
 *   tenant: 'acme',
 *   budget: ({ connectionUrl }) => openBudget({ connectionUrl }),
 *   estimate: '0.01',
 *   call: async (row: Company, { signal }) => register.find(row.id, { signal }),
 *   cost: (answer) => answer.price,
 *   merge: (row, answer) => ({ ...row, industry: answer.industry }),
 *   cache: { key: (row) => row.id, ttlMs: 30 * 86_400_000 },
 *   concurrency: 4,
 * });
 */
export function paidStep<In extends object, Answer, Out extends object>(
  options: PaidStepOptions<In, Answer, Out>,
): RowTransformStep<In, Out> {
  checkPaidStep(options);
  const { name, concurrency, merge, whenBlocked = 'end' } = options;
  const runs = new WeakMap<PipelineContext, PaidRun<In, Answer, Out>>();
  const runOf = (context: PipelineContext): PaidRun<In, Answer, Out> => {
    const run = runs.get(context) ?? new PaidRun(options, context);
    runs.set(context, run);
    return run;
  };
  const merged = rowStep(name, ({ row, answer }: { readonly row: In; readonly answer: Answer }) =>
    merge(row, answer),
  );
  return {
    name,
    concurrency,
    apply: async (row, context, rowNumber) => {
      try {
        const { answer, notice } = await runOf(context).answer({ row, rowNumber });
        const result = await merged.apply({ row, answer }, context, rowNumber);
        return notice === null ? result : { ...result, warnings: [...result.warnings, notice] };
      } catch (error) {
        if (whenBlocked === 'reject' && isRefusal(error)) return refused;
        throw error;
      }
    },
    spent: (context) => runs.get(context)?.spend ?? null,
    close: async (context) => runs.get(context)?.close(),
  };
}

const refused = rejectRow({
  code: 'BUDGET_EXCEEDED',
  message:
    'no paid call was made for the row, as the budget of its tenant is used up; replay it once the budget is raised or reset',
});
