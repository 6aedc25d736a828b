/** A setting of the transaction: it goes back with a savepoint, and any role may write it. */
const setting = 'wdh.updates_tried';

const read = `pg_catalog.current_setting('${setting}', true)`;

/** How many rows {@link countTriedUpdate} counted in this transaction, for SQL. */
export const triedUpdates = `(case when ${read} operator(pg_catalog.<>) '' then ${read} else '0' end)::bigint`;

/** A condition for SQL that always holds, and counts how often it is looked at. */
export const countTriedUpdate = `pg_catalog.set_config('${setting}',
  (${triedUpdates} operator(pg_catalog.+) 1)::pg_catalog.text, true) is not null`;
