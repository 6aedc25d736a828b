/** A setting of the transaction: a rollback to a savepoint resets it, and any role may set it. */
const setting = 'wdh.updates_tried';

const read = `pg_catalog.current_setting('${setting}', true)`;

/** The number of rows that {@link countTriedUpdate} counted in this transaction, for SQL. */
export const triedUpdates = `(case when ${read} operator(pg_catalog.<>) '' then ${read} else '0' end)::bigint`;

/** An SQL condition that is always true, and counts its evaluations. */
export const countTriedUpdate = `pg_catalog.set_config('${setting}',
  (${triedUpdates} operator(pg_catalog.+) 1)::pg_catalog.text, true) is not null`;
