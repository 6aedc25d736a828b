/** What a step has spent on paid services. */
export interface StepSpend {
  /** Calls that were paid, or may have been: a call of unknown outcome counts. */
  readonly calls: number;
  /** Answers that were found in a cache, and cost nothing. */
  readonly cached: number;
  /** Cost of the calls in US dollars: an exact decimal text, such as `6.0015`. */
  readonly costUsd: string;
}

const decimal = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** Returns whether a value has the form of a spend. The compiler checks it, but not for untyped code. */
export function isStepSpend(value: unknown): value is StepSpend {
  if (typeof value !== 'object' || value === null) return false;
  const { calls, cached, costUsd } = value as Partial<Record<string, unknown>>;
  return isCount(calls) && isCount(cached) && typeof costUsd === 'string' && decimal.test(costUsd);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
