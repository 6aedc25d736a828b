import type { Queryable } from './queryable.js';
import { takeUserPath } from './session-settings.js';

/** Checks the deferred constraints, as COMMIT does, and rolls back. */
export async function rehearseCommit(on: Queryable): Promise<void> {
  await on.query(`${takeUserPath}; set constraints all immediate`);
  await on.query('rollback');
}
