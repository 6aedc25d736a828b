import { WdhError } from '../errors/wdh-error.js';
import { completeRetryConfig } from '../retry/retry-config.js';
import { type ErasedStep, isRowStep } from './pipeline-step.js';

/**
 * Throws for a value that cannot run as a step, before any row is read.
 *
 * @throws WdhError `STEP_INVALID` when it is not a step, or an option is out of its range.
 * @throws WdhError `RETRY_CONFIG_INVALID` when a number of its retry is out of its range.
 */
export function checkStep(step: ErasedStep): void {
  // The compiler checks all of this, but not for untyped code or after a cast.
  if (!isStep(step)) {
    throw invalid(
      'A step is an object with a name and one of apply (rows one by one) and execute (many at ' +
        'once); give a function to rowStep or dataFrameStep first.',
    );
  }
  if (step.retry !== undefined) completeRetryConfig(step.retry);
  if (!isRowStep(step)) return;
  const { concurrency = 1 } = step;
  if (Number.isSafeInteger(concurrency) && concurrency >= 1) return;
  throw invalid(`Option concurrency of step ${step.name} must be a whole number from 1.`);
}

function isStep(step: unknown): boolean {
  if (typeof step !== 'object' || step === null) return false;
  const { name, apply, execute } = step as Partial<Record<string, unknown>>;
  const isMethod = (value: unknown): boolean => typeof value === 'function';
  return typeof name === 'string' && name !== '' && isMethod(apply) !== isMethod(execute);
}

function invalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'STEP_INVALID', category: 'usage' });
}
