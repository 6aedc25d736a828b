import type { PipelineConfig } from '../context/pipeline-config.js';
import type { RunOptions } from '../context/pipeline-context.js';
import type { PipelineResult } from '../pipeline/pipeline-result.js';
import { Pipeline } from '../pipeline/pipeline.js';
import type { PipelineStep } from '../steps/pipeline-step.js';

/** Options of {@link runStep}. */
export interface RunStepOptions extends RunOptions {
  /** Default: collects every rejected row and never stops. */
  readonly config?: Partial<PipelineConfig> | undefined;
  /** Default `test`. */
  readonly pipelineName?: string | undefined;
}

/**
 * Runs one step alone over rows and returns the full result.
 *
 * Rejected rows are in the result. An exception of the step is thrown as the `cause` of a
 * StepFailedError.
 *
 * @example
 * const { outputData, rejectedRows } = await runStep(checkDay, [{ day: 'tomorrow' }]);
 */
export async function runStep<In extends object, Out extends object>(
  step: PipelineStep<In, Out>,
  rows: readonly In[],
  options: RunStepOptions = {},
): Promise<PipelineResult<Out>> {
  const { config, pipelineName = 'test' } = options;
  return new Pipeline<In>(pipelineName, { stopOnError: false, errorThreshold: 1, ...config })
    .addStep(step)
    .run(rows, options);
}
