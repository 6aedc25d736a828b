import type { PipelineContext } from '../context/pipeline-context.js';
import type { RetryConfig } from '../retry/retry-config.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { invalidResult } from './invalid-result.js';
import { filterRow, keepRow, RowVerdict, type StepResult } from './step-result.js';

/** How a {@link RowTransformStep} is called. */
export interface RowStepOptions {
  /**
   * How many rows of a batch may be under way at once, for steps that wait for a service. Rows keep
   * their order. Default 1.
   */
  readonly concurrency?: number | undefined;
  /** Which exceptions of a row are worth another attempt, and how many. Default: none. */
  readonly retry?: RetryConfig | undefined;
}

/**
 * Transforms, checks or drops one row at a time.
 *
 * An exception or rejection ends the run: it is a fault of the step, not of the row. A row at
 * fault is told by {@link StepResult.errors}. The row given is not to be changed: return a new one.
 */
export interface RowTransformStep<In extends object, Out extends object> extends RowStepOptions {
  /** Names the step in metrics, errors and rejected rows; unique within its pipeline. */
  readonly name: string;
  // A property, not a method: TypeScript then refuses a step that asks for more than it is given.
  readonly apply: (
    row: In,
    context: PipelineContext,
  ) => StepResult<Out> | PromiseLike<StepResult<Out>>;
  /** Never there: keeps out bare functions and classes, which have a `name` and an `apply` too. */
  readonly call?: never;
}

/** What a function given to {@link rowStep} may return: the new row, null to drop it, a verdict. */
export type RowOutcome<Out extends object> = Out | RowVerdict<Out> | null;

/**
 * Makes a row step of a function.
 *
 * @param name - Names the step in metrics, errors and rejected rows.
 * @param transform - Returns the new row, null to drop it, or what {@link keepRow} (with warnings)
 *   or {@link rejectRow} make. May return a promise of these.
 * @param options - `concurrency` and `retry`, as {@link RowTransformStep} has them.
 * @example
 * const trimName = rowStep('trim_name', (row: { name: string }) =>
 *   row.name.trim() === ''
 *     ? rejectRow({ field: 'name', code: 'NAME_EMPTY', message: 'must not be empty' })
 *     : { ...row, name: row.name.trim() },
 * );
 */
export function rowStep<In extends object, Out extends object>(
  name: string,
  transform: (row: In, context: PipelineContext) => RowOutcome<Out> | PromiseLike<RowOutcome<Out>>,
  options: RowStepOptions = {},
): RowTransformStep<In, Out> {
  return {
    ...options,
    name,
    apply: (row, context) => {
      const outcome = transform(row, context);
      return isPromiseLike(outcome) ? outcome.then(toResult) : toResult(outcome);
    },
  };
}

function toResult<Out extends object>(outcome: RowOutcome<Out>): StepResult<Out> {
  if (outcome instanceof RowVerdict) return outcome;
  if (outcome === null) return filterRow();
  // The compiler asks for an object; what untyped code forgets to return must not pass for a row.
  if (typeof outcome !== 'object') throw invalidResult('a row, a verdict, or null', outcome);
  return keepRow(outcome);
}
