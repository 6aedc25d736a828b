import type { PipelineContext } from '../pipeline/pipeline-context.js';

/** How many rows a {@link DataFrameStep} must see at once. */
export type StepScope = 'dataset' | 'batch';

/**
 * Transforms many rows at once: sorts, deduplicates, aggregates, joins.
 *
 * Rows that it returns as the same objects keep their record and line numbers; new objects have
 * none. An exception ends the run.
 */
export interface DataFrameStep<In extends object, Out extends object> {
  /** Names the step in metrics and errors; unique within its pipeline. */
  readonly name: string;
  /**
   * `dataset` (default): called once with every row, so the pipeline holds them all.
   * `batch`: called for each batch, however the input is cut; memory stays bounded.
   */
  readonly scope?: StepScope | undefined;
  readonly execute: (
    rows: readonly In[],
    context: PipelineContext,
  ) => readonly Out[] | Promise<readonly Out[]>;
}

/**
 * Makes a data frame step of a function.
 *
 * @example
 * const newestFirst = dataFrameStep('newest_first', (rows: readonly Flight[]) =>
 *   rows.toSorted((a, b) => b.day.localeCompare(a.day)),
 * );
 */
export function dataFrameStep<In extends object, Out extends object>(
  name: string,
  execute: DataFrameStep<In, Out>['execute'],
  options: { readonly scope?: StepScope } = {},
): DataFrameStep<In, Out> {
  return { name, execute, scope: options.scope ?? 'dataset' };
}
