import type { PipelineContext } from '../context/pipeline-context.js';
import type { RetryConfig } from '../retry/retry-config.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { invalidResult } from './invalid-result.js';
import type { StepHooks } from './step-hooks.js';
import { filterRow, passRow, RowVerdict, type StepResult } from './step-result.js';

/** Options of a {@link RowTransformStep}. */
export interface RowStepOptions {
  /**
   * How many rows of a batch are processed concurrently, for steps that wait for a service. Rows
   * keep their order. Default 1.
   */
  readonly concurrency?: number | undefined;
  /** Which exceptions of a row are retried, and how often. Default: none. */
  readonly retry?: RetryConfig | undefined;
}

/**
 * Transforms, checks or drops one row at a time.
 *
 * An exception or a rejected promise ends the run: it is an error of the step, not of the row. An
 * invalid row is reported in {@link StepResult.errors}. The step must not change the input row; it
 * returns a new one.
 */
export interface RowTransformStep<In extends object, Out extends object>
  extends RowStepOptions, StepHooks {
  /** Names the step in metrics, errors and rejected rows; unique within its pipeline. */
  readonly name: string;
  /**
   * Handles one row. `rowNumber` is the number of its record in the source, from 1; null for a row that
   * a data frame step created. It is the same in every attempt of a retry.
   */
  // A property, not a method, so that TypeScript checks parameter types strictly and rejects a step
  // that requires more fields.
  readonly apply: (
    row: In,
    context: PipelineContext,
    rowNumber: number | null,
  ) => StepResult<Out> | PromiseLike<StepResult<Out>>;
  /** Never present. Excludes plain functions and classes, which have a `name` and an `apply` too. */
  readonly call?: never;
}

/** What a function given to {@link rowStep} may return: the new row, null to drop it, a verdict. */
export type RowOutcome<Out extends object> = Out | RowVerdict<Out> | null;

/**
 * Creates a row step from a function.
 *
 * @param name - Names the step in metrics, errors and rejected rows.
 * @param transform - Returns the new row, null to drop it, or the result of {@link keepRow} (with
 * warnings) or {@link rejectRow}. May return a promise of these.
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
  transform: (
    row: In,
    context: PipelineContext,
    rowNumber: number | null,
  ) => RowOutcome<Out> | PromiseLike<RowOutcome<Out>>,
  options: RowStepOptions = {},
): RowTransformStep<In, Out> {
  return {
    ...options,
    name,
    apply: (row, context, rowNumber) => {
      const outcome = transform(row, context, rowNumber);
      return isPromiseLike(outcome) ? outcome.then(toResult) : toResult(outcome);
    },
  };
}

function toResult<Out extends object>(outcome: RowOutcome<Out>): StepResult<Out> {
  if (outcome instanceof RowVerdict) return outcome;
  if (outcome === null) return filterRow();
  // The compiler requires an object; a missing return in untyped code must not count as a row.
  if (typeof outcome !== 'object') throw invalidResult('a row, a verdict, or null', outcome);
  return passRow(outcome);
}
