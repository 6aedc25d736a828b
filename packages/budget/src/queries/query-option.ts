import { WdhError } from '@wdh/pipeline-core';

/**
 * Returns a whole number of the options of a query.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage)
 */
export function wholeNumber(name: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw queryInvalid(`${name} must be a whole number from ${String(from)} to ${String(to)}`);
}

/**
 * Returns a time of the options of a query as PostgreSQL reads it; null for none.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage)
 */
export function instantText(name: string, value: Date | undefined): string | null {
  if (value === undefined) return null;
  if (!Number.isNaN(value.getTime())) return value.toISOString();
  throw queryInvalid(`${name} is no time`);
}

/** Returns the error of an option that is wrong. */
export function queryInvalid(problem: string): WdhError {
  return new WdhError(`The budgets cannot be read: ${problem}.`, {
    code: 'BUDGET_OPTION_INVALID',
    category: 'usage',
  });
}

/** Writes a time of a statement as milliseconds since 1970, which every driver reads alike. */
export function millisOf(time: string): string {
  return `(extract(epoch from ${time}) * 1000)::float8`;
}
