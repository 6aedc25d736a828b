import { Pipeline, rejectRow, type RowTransformStep } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';
import type { StepBudget } from './paid-step-options.js';
import { paidStep } from './paid-step.js';

interface Company {
  readonly id: string;
}
interface Found {
  readonly industry: string;
  readonly price: string;
}

declare const budget: StepBudget;
declare function find(id: string, signal: AbortSignal): Promise<Found>;

const step = paidStep({
  name: 'enrich',
  tenant: 'acme',
  budget,
  estimate: '0.01',
  call: (row: Company, { signal }) => find(row.id, signal),
  cost: (answer, row) => (row.id === '' ? 0 : { cost: answer.price }),
  merge: (row, answer) => ({ ...row, industry: answer.industry }),
  cache: { key: (row) => row.id, ttlMs: 1 },
});

// The row and the answer of call flow into the other functions, and the result of merge into the pipeline.
expectTypeOf(step).toEqualTypeOf<RowTransformStep<Company, { industry: string; id: string }>>();
expectTypeOf(new Pipeline<Company>('p').addStep(step)).toEqualTypeOf<
  Pipeline<Company, { industry: string; id: string }>
>();
// @ts-expect-error -- the rows have no id
new Pipeline<{ name: string }>('p').addStep(step);

const paid = {
  name: 'enrich',
  tenant: 'acme',
  budget: () => Promise.resolve(budget),
  estimate: (row: Company) => row.id.length,
  call: (row: Company, { signal }: { signal: AbortSignal }) => find(row.id, signal),
  cost: () => '0.01',
};

// A verdict or null beside a row does not change the type of the row.
const verdict = paidStep({
  ...paid,
  merge: (row: Company, answer: Found) =>
    answer.industry === ''
      ? rejectRow({ code: 'INDUSTRY_MISSING', message: 'must be known' })
      : row.id === ''
        ? null
        : { industry: answer.industry },
});
expectTypeOf(verdict).toEqualTypeOf<RowTransformStep<Company, { industry: string }>>();

paidStep({
  ...paid,
  // @ts-expect-error -- the answer has no such field
  merge: (row: Company, answer: { readonly size: number }) => ({ ...row, size: answer.size }),
});
// @ts-expect-error -- a cost is an amount
paidStep({ ...paid, cost: () => true, merge: (row: Company) => row });
