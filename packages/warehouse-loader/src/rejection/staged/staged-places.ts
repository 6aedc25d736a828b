/** Blocks of 8 kB in one range: about as much as one COPY statement wrote. */
export const rangeBlocks = 16;

/**
 * Returns the SQL condition that a row is stored from one place to before another.
 *
 * @see https://www.postgresql.org/docs/current/ddl-system-columns.html#DDL-SYSTEM-COLUMNS-CTID
 */
export const isBetween = (from: string, to: string): string =>
  `ctid operator(pg_catalog.>=) ${from}::pg_catalog.tid and ctid operator(pg_catalog.<) ${to}::pg_catalog.tid`;

/** Returns the begin of a range of a staging table, and of the next one. */
export function placesOf(range: number): readonly [from: string, to: string] {
  return [`(${range * rangeBlocks},0)`, `(${(range + 1) * rangeBlocks},0)`];
}
