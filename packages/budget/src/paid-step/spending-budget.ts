import type { Budget } from '../budget.js';

/** The part of a budget that a paid step uses. */
export type SpendingBudget = Pick<Budget, 'spend' | 'close'>;
