import type { PipelineContext } from '../context/pipeline-context.js';
import type { RetryConfig } from '../retry/retry-config.js';
import type { StepHooks } from './step-hooks.js';

/** How many rows a {@link DataFrameStep} must see at once. */
export type StepScope = 'dataset' | 'batch';

/**
 * How a {@link DataFrameStep} may change the number of rows. A step that declares it cannot lose or
 * add rows unnoticed.
 */
export type RowCountChange = 'none' | 'fewer' | 'more' | 'any';

/** Options of a {@link DataFrameStep}. */
export interface DataFrameStepOptions {
  /**
   * `dataset` (default): called once with every row, so the pipeline holds them all. `batch`:
   * called for each batch, however the input is split; memory stays bounded.
   */
  readonly scope?: StepScope | undefined;
  /**
   * How the step may change the number of rows; the run fails where it does otherwise. Default
   * `any`: the change is only counted.
   */
  readonly rowCountChange?: RowCountChange | undefined;
  /** Which exceptions are retried, and how often. Default: none. */
  readonly retry?: RetryConfig | undefined;
}

/**
 * Transforms many rows at once: sorts, deduplicates, aggregates, joins.
 *
 * Rows that it returns as the same objects keep their record and line numbers; new objects have
 * none. An exception ends the run. The step must change neither the array nor its rows.
 */
export interface DataFrameStep<In extends object, Out extends object>
  extends DataFrameStepOptions, StepHooks {
  /** Names the step in metrics and errors; unique within its pipeline. */
  readonly name: string;
  readonly execute: (
    rows: readonly In[],
    context: PipelineContext,
  ) => readonly Out[] | PromiseLike<readonly Out[]>;
}
/**
 * Creates a data frame step from a function.
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
