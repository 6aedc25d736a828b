/** Blocks of 8 kB that are one range: about as much as one COPY statement took. */
export const rangeBlocks = 16;

/**
 * A condition for SQL that a row lies from one place on the disk to another.
 *
 * @see https://www.postgresql.org/docs/current/ddl-system-columns.html#DDL-SYSTEM-COLUMNS-CTID
 */
export const isBetween = (from: string, to: string): string =>
  `ctid operator(pg_catalog.>=) ${from}::pg_catalog.tid and ctid operator(pg_catalog.<) ${to}::pg_catalog.tid`;

/** Where a range of a staging table begins, and where the next one does. */
export function placesOf(range: number): readonly [from: string, to: string] {
  return [`(${range * rangeBlocks},0)`, `(${(range + 1) * rangeBlocks},0)`];
}
