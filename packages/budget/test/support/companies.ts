import { Pipeline, type PipelineResult, type RunOptions } from '@wdh/pipeline-core';
import type { PaidStepOptions } from '../../src/paid-step/paid-step-options.js';
import { paidStep } from '../../src/paid-step/paid-step.js';

/** A row before the paid call. */
export interface Company {
  readonly id: string;
}

/** What the paid service answers. */
export interface Answer {
  industry: string;
}

/** A row after it. */
export interface EnrichedCompany extends Company {
  readonly industry: string;
}

/** The options of a step, of which tests set what they are about. */
export type CompanyStepOptions = PaidStepOptions<Company, Answer, EnrichedCompany>;

/** Returns companies `c1` to `cN`. */
export function companies(count: number): readonly Company[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index + 1}` }));
}

/** Creates a step whose calls cost 0.01 each. */
export function enrich(
  options: Pick<CompanyStepOptions, 'budget' | 'call'> & Partial<CompanyStepOptions>,
) {
  return paidStep<Company, Answer, EnrichedCompany>({
    name: 'enrich',
    tenant: 'acme',
    estimate: '0.01',
    cost: () => '0.01',
    merge: (row, { industry }) => ({ ...row, industry }),
    ...options,
  });
}

/** Runs a step over rows, which continues after rejected rows. */
export function run(
  step: ReturnType<typeof enrich>,
  rows: readonly Company[],
  options: RunOptions = {},
): Promise<PipelineResult<EnrichedCompany>> {
  const config = { stopOnError: false, errorThreshold: 1, retryBackoffMs: 0 };
  return new Pipeline<Company>('companies', config).addStep(step).run(rows, options);
}
