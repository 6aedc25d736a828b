/** A setting of the transaction: it goes back with a savepoint, and any role may write it. */
const setting = 'wdh.updates_tried';

/** How many rows {@link countTriedUpdate} counted in this transaction, for SQL. */
export const triedUpdates = `coalesce(nullif(current_setting('${setting}', true), ''), '0')::bigint`;

/** A condition for SQL that always holds, and counts how often it is looked at. */
export const countTriedUpdate = `set_config('${setting}', (${triedUpdates} + 1)::text, true) is not null`;
