import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { EarlierRun, Execution, LoadedPartition } from '@wdh/runs';
import { findChangeOfTarget } from '../catalog/find-change-of-target.js';
import { type Into, tableNameOf } from '../catalog/target.js';

/** What is known about a source before it is read. */
export interface KnownSource {
  readonly earlier: EarlierRun | null;
  /** Whether the run is skipped, because the source was loaded. */
  readonly isSkipped: boolean;
  readonly execution: Execution;
  /** Whether rows that are loaded again are stored in addition to the first ones. */
  readonly repeatsRows: boolean;
  readonly into: Into;
  readonly logger: Logger;
}

/**
 * Logs a warning if the rows of an earlier run of a source may not be in the table any more, or if
 * the source is loaded again because it is read with other options.
 *
 * @returns the sentence of the warning; null if there is none.
 * @throws WdhError `TABLE_NOT_FOUND` if the source would be skipped and its table does not exist.
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
  const kept = repeatsRows ? ' Its rows are kept in addition to the new ones.' : '';
  const hint = `Run ${earlier.executionId} loaded the same content, read with other options.${kept}`;
  logger.warn('database.source.reread', { ...facts, hint });
  return hint;
}

/** What is known about a source once it is claimed. */
export interface Claim {
  readonly earlier: EarlierRun | null;
  /** Whether the run is skipped, because the source or its partition was loaded. */
  readonly isKnown: boolean;
  /** What to check; null if there is nothing. */
  readonly hint: string | null;
}

/** Logs why a run is skipped whose partition is loaded already. */
export function skipPartition(
  { run, reason: hint }: LoadedPartition,
  { executionId, target: table }: Execution,
  logger: Logger,
): Claim {
  const facts = { executionId, table, previousExecutionId: run.executionId };
  logger.warn('database.load.skipped', { ...facts, hint });
  return { earlier: run, isKnown: true, hint };
}
