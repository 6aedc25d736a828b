import type { DataFrameStep } from './data-frame-step.js';
import type { RowTransformStep } from './row-transform-step.js';

/** Any step of a pipeline that turns rows of type `In` into rows of type `Out`. */
export type PipelineStep<In extends object, Out extends object> =
  RowTransformStep<In, Out> | DataFrameStep<In, Out>;

/** A step as a run holds it: its row types were checked when the pipeline was built, and are erased here. */
export type ErasedStep = PipelineStep<never, object>;

/** Returns whether a step is a row step. */
export function isRowStep<In extends object, Out extends object>(
  step: PipelineStep<In, Out>,
): step is RowTransformStep<In, Out> {
  return 'apply' in step;
}
