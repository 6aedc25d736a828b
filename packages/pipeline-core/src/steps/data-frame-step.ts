import type { PipelineContext } from '../context/pipeline-context.js';
import type { RetryConfig } from '../retry/retry-config.js';

/** How many rows a {@link DataFrameStep} must see at once. */
export type StepScope = 'dataset' | 'batch';

/**
 * What a {@link DataFrameStep} may do to the number of rows. A step that says so cannot lose or
 * invent rows unseen.
 */
export type RowCountChange = 'none' | 'fewer' | 'more' | 'any';

/** How a {@link DataFrameStep} is called, and what it may do. */
export interface DataFrameStepOptions {
  /**
   * `dataset` (default): called once with every row, so the pipeline holds them all.
   * `batch`: called for each batch, however the input is cut; memory stays bounded.
   */
  readonly scope?: StepScope | undefined;
  /**
   * What the step declares to do to the number of rows; the run fails where it does otherwise.
   * Default `any`: what it did is observed and counted.
   */
  readonly rowCountChange?: RowCountChange | undefined;
  /** Which exceptions are worth another attempt, and how many. Default: none. */
  readonly retry?: RetryConfig | undefined;
}

/**
 * Transforms many rows at once: sorts, deduplicates, aggregates, joins.
 *
 * Rows that it returns as the same objects keep their record and line numbers; new objects have
 * none. An exception ends the run. Neither the array nor the rows given are to be changed.
 */
export interface DataFrameStep<In extends object, Out extends object> extends DataFrameStepOptions {
  /** Names the step in metrics and errors; unique within its pipeline. */
  readonly name: string;
  readonly execute: (
    rows: readonly In[],
    context: PipelineContext,
  ) => readonly Out[] | PromiseLike<readonly Out[]>;
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
  options: DataFrameStepOptions = {},
): DataFrameStep<In, Out> {
  return { ...options, name, execute };
}
