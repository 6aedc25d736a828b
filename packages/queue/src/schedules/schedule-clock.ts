/**
 * The clock of the server, as SQL: processes may run on machines whose clocks differ. Its time moves within
 * a transaction.
 */
export const serverClock = 'pg_catalog.clock_timestamp()';

/** Returns SQL for a time in milliseconds since 1970. */
export const millisOf = (time: string): string =>
  `(extract(epoch from ${time}) * 1000)::pg_catalog.float8`;
