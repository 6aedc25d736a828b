import type { DataFrameStep } from './data-frame-step.js';
import type { RowTransformStep } from './row-transform-step.js';

/** Any step of a pipeline that turns rows of type `In` into rows of type `Out`. */
export type PipelineStep<In extends object, Out extends object> =
  RowTransformStep<In, Out> | DataFrameStep<In, Out>;

/** A step whose row types the compiler has checked and then forgotten: what a run holds. */
export type ErasedStep = PipelineStep<never, object>;

/** Tells the two kinds of step apart. */
export function isRowStep<In extends object, Out extends object>(
  step: PipelineStep<In, Out>,
): step is RowTransformStep<In, Out> {
  return 'apply' in step;
}
