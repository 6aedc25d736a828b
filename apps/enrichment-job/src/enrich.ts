import { paidStep } from '@wdh/budget';
import { rejectRow, type RowTransformStep } from '@wdh/pipeline-core';
import type { EnrichedCompany } from './companies.js';
import { openExampleBudget, tenant } from './example-budget.js';
import type { Params } from './params.js';
import { AnswerUnreadable, askRegister } from './register/ask-register.js';

/** A record of the file. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly country: string;
}

/** What a call costs. */
const price = '0.01';

const thirtyDaysMs = 30 * 86_400_000;

/** Adds what the register knows about each company; each call is paid by the tenant of the example. */
export function enrich(params: Params): RowTransformStep<Company, EnrichedCompany> {
  const { register, whenBlocked, workers } = params;
  return paidStep({
    name: 'enrich',
    tenant,
    budget: openExampleBudget,
    provider: 'register',
    estimate: price,
    call: ({ id }: Company, { signal }) => askRegister(register, id, signal),
    cost: (answer) => answer?.price ?? 0,
    costOfFailure: (error) => (error instanceof AnswerUnreadable ? price : null),
    merge: (company, answer) =>
      answer === null
        ? rejectRow({ field: 'id', code: 'COMPANY_UNKNOWN', message: 'must be in the register' })
        : { ...company, industry: answer.industry, employees: answer.employees },
    cache: { key: ({ id }) => id, ttlMs: thirtyDaysMs },
    concurrency: workers,
    retry: { retriableErrors: ['REGISTER_UNAVAILABLE'], maxAttempts: 3, backoffMs: 200 },
    timeoutMs: 10_000,
    whenBlocked,
  });
}
