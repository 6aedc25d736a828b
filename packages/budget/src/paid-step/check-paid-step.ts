import { WdhError } from '@wdh/pipeline-core';
import type { PaidStepOptions } from './paid-step-options.js';

/** A timer set for longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Checks the options that the compiler cannot check.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage)
 */
export function checkPaidStep<In extends object, Answer, Out extends object>(
  options: PaidStepOptions<In, Answer, Out>,
): void {
  const { name, tenant, timeoutMs = 1, cache, whenBlocked = 'end' } = options;
  const check = (isValid: boolean, option: string, expected: string): void => {
    if (isValid) return;
    throw new WdhError(`Option ${option} of paid step ${name} must be ${expected}.`, {
      code: 'BUDGET_OPTION_INVALID',
      category: 'usage',
      field: option,
    });
  };
  check(tenant !== '', 'tenant', 'the id of a tenant');
  check(
    isWholeFrom1(timeoutMs) && timeoutMs <= longestTimerMs,
    'timeoutMs',
    `a whole number from 1 to ${longestTimerMs}`,
  );
  check(['end', 'reject'].includes(whenBlocked), 'whenBlocked', 'end or reject');
  if (cache === undefined) return;
  const { ttlMs, maxSizeBytes = 1 } = cache;
  check(isWholeFrom1(ttlMs), 'cache.ttlMs', 'a whole number from 1');
  check(isWholeFrom1(maxSizeBytes), 'cache.maxSizeBytes', 'a whole number from 1');
}

const isWholeFrom1 = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
