import type { WireBudget } from '../../../src/wire/budgets.js';

/** When a budget is used up at the present rate, in words. */
export interface RunsOut {
  /** Such as `Used up on`; the day follows if there is one. */
  readonly text: string;
  /** In ISO 8601; null: no day follows. */
  readonly at: string | null;
  /** Whether it is reached before the next period begins: it needs attention. */
  readonly isSoon: boolean;
}

/** Returns when a budget is used up; within its grace, when calls are blocked. */
export function runsOut({
  isActive,
  level,
  forecast,
  resetsAt,
}: Pick<WireBudget, 'isActive' | 'level' | 'forecast' | 'resetsAt'>): RunsOut {
  if (!isActive) return { text: 'Not active', at: null, isSoon: false };
  if (level === 'blocked') return { text: 'Now', at: null, isSoon: true };
  const at = (level === 'critical' ? forecast?.blocksAt : forecast?.reachesBudgetAt) ?? null;
  if (at === null) return { text: 'Not at this rate', at: null, isSoon: false };
  if (resetsAt !== null && Date.parse(at) >= Date.parse(resetsAt)) {
    return { text: 'Not before the reset', at: null, isSoon: false };
  }
  return { text: level === 'critical' ? 'Blocked on' : 'Used up on', at, isSoon: true };
}
