/** A setting of the transaction: a rollback to a savepoint resets it, and any role may set it. */
const setting = 'wdh.updates_tried';

const read = `pg_catalog.current_setting('${setting}', true)`;

/** The number of rows that {@link countTriedUpdate} counted since the last restart, for SQL. */
export const triedUpdates = `(case when ${read} operator(pg_catalog.<>) '' then ${read} else '0' end)::bigint`;

/** The SQL statement that starts the count again, because a load may merge its rows in parts. */
export const restartTriedUpdates = `select pg_catalog.set_config('${setting}', '', true)`;

/** An SQL condition that is always true, and counts its evaluations. */
export const countTriedUpdate = `pg_catalog.set_config('${setting}',
  (${triedUpdates} operator(pg_catalog.+) 1)::pg_catalog.text, true) is not null`;
