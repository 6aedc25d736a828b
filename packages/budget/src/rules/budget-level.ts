/**
 * The share of its budget that a tenant has used.
 *
 * - `normal`: below its alert threshold.
 * - `alert`: from exactly its alert threshold, such as 80 %.
 * - `critical`: from exactly 100 %; calls pass within the grace.
 * - `blocked`: from exactly its grace threshold, such as 110 %, and always for a budget of zero.
 */
export type BudgetLevel = 'normal' | 'alert' | 'critical' | 'blocked';
