import {
  bigint,
  numeric,
  type PgBigInt53BuilderInitial,
  timestamp,
  type PgTimestampBuilderInitial,
} from 'drizzle-orm/pg-core';

/** Creates a column of points in time. */
export function instant<Name extends string>(name: Name): PgTimestampBuilderInitial<Name> {
  return timestamp(name, { withTimezone: true });
}

/** Creates a column of whole numbers up to 2^53. */
export function count<Name extends string>(name: Name): PgBigInt53BuilderInitial<Name> {
  return bigint(name, { mode: 'number' });
}

/**
 * Columns of what was spent; null where nothing was paid for. The cost, in US dollars, is an exact decimal
 * number.
 */
export const spendColumns = {
  costUsd: numeric('cost_usd'),
  /** Calls that were paid, or may have been. */
  paidCalls: count('paid_calls'),
  /** Answers that were found in a cache. */
  cachedCalls: count('cached_calls'),
};
