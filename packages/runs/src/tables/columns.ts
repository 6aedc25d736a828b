import {
  bigint,
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
