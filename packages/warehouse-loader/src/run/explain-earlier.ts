import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { EarlierRun, Execution } from '@wdh/runs';
import { findChangeOfTarget } from '../catalog/find-change-of-target.js';
import { type Into, tableNameOf } from '../catalog/target.js';

/** What is known of a source before it is read. */
export interface KnownSource {
  readonly earlier: EarlierRun | null;
  /** Whether the run ends here, because the source was loaded. */
  readonly isSkipped: boolean;
  readonly execution: Execution;
  /** Whether rows that are loaded again are stored again beside the first ones. */
  readonly repeatsRows: boolean;
  readonly into: Into;
  readonly logger: Logger;
}

/**
 * Warns where an earlier run of a source does not mean that its rows are in the table, or where the
 * source is loaded again because it is read by other options.
 *
 * @returns the sentence of the warning; null where there is none.
 * @throws WdhError `TABLE_NOT_FOUND` where the source would be skipped and its table is gone.
 */
export async function explainEarlier(
  on: Queryable,
  { earlier, isSkipped, execution, repeatsRows, into, logger }: KnownSource,
): Promise<string | null> {
  if (earlier === null || execution.isForced) return null;
  const { executionId, target: table } = execution;
  const facts = { executionId, table, previousExecutionId: earlier.executionId };
  if (isSkipped) {
    const change = await findChangeOfTarget(on, tableNameOf(into), earlier);
    if (change === null) return null;
    const hint = `${change} The source counts as loaded; load it again with force.`;
    logger.warn('database.load.skipped', { ...facts, hint });
    return hint;
  }
  const kept = repeatsRows ? ' Its rows stay beside the new ones.' : '';
  const hint = `Run ${earlier.executionId} loaded the same content, read by other options.${kept}`;
  logger.warn('database.source.reread', { ...facts, hint });
  return hint;
}
