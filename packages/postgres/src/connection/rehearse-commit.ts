import type { Queryable } from './queryable.js';
import { takeUserPath } from './session-settings.js';

/**
 * Does what COMMIT does before it can fail, which is checking the deferred constraints, and rolls
 * back.
 */
export async function rehearseCommit(on: Queryable): Promise<void> {
  await on.query(`${takeUserPath}; set constraints all immediate`);
  await on.query('rollback');
}
