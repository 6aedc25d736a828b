/** The schema of pg-boss. */
export const bossSchema = 'wdh_queue';

/** The version of that schema which the migrations create, and the pinned pg-boss needs. */
export const bossSchemaVersion = 46;

/** The channel on which a submission notifies; the payload is the name of the queue. */
export const queueChannel = 'wdh_queue';
