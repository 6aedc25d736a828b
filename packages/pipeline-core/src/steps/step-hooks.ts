import type { StepSpend } from '../accounting/step-spend.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import { errorFacts } from '../errors/error-facts.js';
import { abortable } from '../waiting/abortable.js';
import { onAbort } from '../waiting/on-abort.js';

/**
 * What a step may offer beside its work. One step may take part in many runs at once: the context is
 * the same object throughout a run, and another one in every other run.
 */
export interface StepHooks {
  /**
   * Returns what the step has spent so far in this run, for its metrics; null or nothing where it has
   * called no paid service. It must not change anything: it is called at any time, also after `close`.
   * Where it throws, or returns other than a {@link StepSpend}, the step has no figures.
   */
  readonly spent?: ((context: PipelineContext) => StepSpend | null | undefined) | undefined;
  /**
   * Releases what the step holds for this run, and waits for what it must finish. Called once for each
   * run in which the step received rows, however it ends: completed, failed, aborted, or left by its
   * consumer. In a run that was aborted, calls of the step may still be running. Its errors are logged
   * as `pipeline.step.close.failed` and have no effect on the run, which waits for it up to 30 seconds, or 3 if it
   * was aborted.
   */
  readonly close?: ((context: PipelineContext) => PromiseLike<void> | void) | undefined;
}

/** The longest time for which a run waits for a step that closes, in milliseconds. */
const longestCloseMs = 30_000;

/** The same for a run that was aborted: a scheduler kills a process that does not end soon. */
const longestCloseAfterAbortMs = 3_000;

/** Closes a step for one run. Never throws. */
export async function closeStep(
  step: StepHooks & { readonly name: string },
  context: PipelineContext,
): Promise<void> {
  if (step.close === undefined) return;
  const { signal, logger } = context;
  const deadline = new AbortController();
  const giveUp = (): void => deadline.abort(new CloseTimeoutError());
  let timer = setTimeout(giveUp, signal.aborted ? longestCloseAfterAbortMs : longestCloseMs);
  const forget = onAbort(signal, () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, longestCloseAfterAbortMs);
  });
  try {
    await abortable(Promise.resolve(step.close(context)), deadline.signal);
  } catch (error) {
    logger.warn('pipeline.step.close.failed', { stepName: step.name, error: errorFacts(error) });
  } finally {
    forget();
    clearTimeout(timer);
  }
}

class CloseTimeoutError extends Error {
  override readonly name = 'CloseTimeoutError';
}
