import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import {
  createMigrationTable,
  forgetMigration,
  readAppliedMigrations,
} from './applied-migrations.js';
import { describeCatalog } from './catalog/describe-catalog.js';
import { findLeftovers, showDrift } from './catalog/find-drift.js';
import {
  countDataLoss,
  type DataLoss,
  findDataLoss,
  readStoredTables,
  showDataLoss,
} from './catalog/stored-data.js';
import { checkMigratorPrivileges } from './check-migrator-privileges.js';
import { findRollbacks, type Rollback } from './find-rollbacks.js';
import { beginMigration, commitMigration, runStatements } from './migration-transaction.js';
import { type MigratorOptions, withMigrator } from './with-migrator.js';

/** Options of {@link migrateDown}. */
export interface MigrateDownOptions extends MigratorOptions {
  /** Number of migrations of the folders, the last applied first. Default 1. */
  readonly steps?: number | undefined;
  /** Whether data may be destroyed. Default false. */
  readonly force?: boolean | undefined;
}

/** The result of {@link migrateDown}. */
export interface MigrateDownResult {
  /**
   * Migrations reverted by this call, the last applied first; fewer than `steps` if fewer were
   * applied.
   */
  readonly reverted: readonly { readonly folder: string; readonly file: string }[];
  /** Data that was destroyed; none unless forced. */
  readonly lost: readonly DataLoss[];
}

/**
 * Reverts the last migrations with their down files, in one transaction.
 *
 * Throws if that would drop tables or columns that contain data, rewrite tables or delete rows,
 * unless `force` is set: the statements are tried first, and the data that they would destroy is
 * counted under a lock. Throws as well if the resulting catalog differs from that before the
 * migrations.
 *
 * @throws WdhError of category `schema`: `MIGRATION_DOWN_OVER_DATA`, `MIGRATION_DOWN_MISSING`,
 * `MIGRATION_DOWN_INCOMPLETE`, `MIGRATION_EDITED`, `MIGRATION_MISSING`, `MIGRATION_FAILED`; of
 * category `locked`: `MIGRATION_LOCKED`; of category `usage`: `STEPS_INVALID`.
 * @example
 * await migrateDown({ connectionUrl, folders: [auditMigrations, jobMigrations], steps: 1 });
 */
export async function migrateDown(options: MigrateDownOptions): Promise<MigrateDownResult> {
  const { steps = 1, force = false, logger = silentLogger } = options;
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new WdhError('The number of steps must be a whole number from 1.', {
      code: 'STEPS_INVALID',
      category: 'usage',
    });
  }
  return withMigrator(options, 'alone', async (migrator) => {
    const { connection, files, folderNames, lockTimeoutMs } = migrator;
    const applied = await readAppliedMigrations(connection);
    const ours = applied.filter(({ folder }) => folderNames.includes(folder));
    const last = ours.slice(-steps).reverse();
    if (last.length === 0) return { reverted: [], lost: [] };
    await checkMigratorPrivileges(connection);
    const rollbacks = findRollbacks(last, files.flat());
    await createMigrationTable(connection);
    await beginMigration(connection, lockTimeoutMs);
    const lost = await rollBack(connection, rollbacks, force);
    await commitMigration(connection);
    report(logger, rollbacks, lost);
    return { reverted: rollbacks.map(({ folder, file }) => ({ folder, file })), lost };
  });
}

/** Tries the rollback; if it would destroy data, undoes it to count that data first. */
async function rollBack(
  on: Queryable,
  rollbacks: readonly Rollback[],
  force: boolean,
): Promise<readonly DataLoss[]> {
  const before = await readStoredTables(on);
  await on.query('savepoint trial');
  await runRollbacks(on, rollbacks);
  const losses = findDataLoss(before, await readStoredTables(on));
  let lost: readonly DataLoss[] = [];
  if (losses.length > 0) {
    await on.query('rollback to savepoint trial');
    lost = await countDataLoss(on, losses);
    if (lost.length > 0 && !force) throw overData(rollbacks, lost);
    await runRollbacks(on, rollbacks);
  }
  const history = rollbacks.map(({ changes }) => changes);
  const leftovers = findLeftovers(history, await describeCatalog(on));
  if (leftovers.length > 0) throw incomplete(rollbacks, leftovers);
  for (const rollback of rollbacks) await forgetMigration(on, rollback);
  return lost;
}

async function runRollbacks(on: Queryable, rollbacks: readonly Rollback[]): Promise<void> {
  for (const rollback of rollbacks)
    await runStatements(on, rollback, rollback.downFile, rollback.sql);
}

function report(logger: Logger, rollbacks: readonly Rollback[], lost: readonly DataLoss[]): void {
  for (const { folder, file, downFile, isDownEdited } of rollbacks) {
    if (isDownEdited) logger.warn('migration.down.edited', { folder, file: downFile });
    logger.info('migration.reverted', { folder, file });
  }
  for (const { table, column, how, count } of lost) {
    logger.warn('migration.data.lost', { table, column, how, count });
  }
}

const namesOf = (rollbacks: readonly Rollback[]): string =>
  rollbacks.map(({ folder, file }) => `${file} of ${folder}`).join(', ');

function overData(rollbacks: readonly Rollback[], lost: readonly DataLoss[]): WdhError {
  return new WdhError(
    `Reverting ${namesOf(rollbacks)} would destroy data: ${showDataLoss(lost)}. Nothing was changed. Save the data first; then repeat it with force.`,
    { code: 'MIGRATION_DOWN_OVER_DATA', category: 'schema' },
  );
}

function incomplete(
  rollbacks: readonly Rollback[],
  leftovers: Parameters<typeof showDrift>[0],
): WdhError {
  return new WdhError(
    `Reverting ${namesOf(rollbacks)} does not restore the previous state of the database: ${showDrift(leftovers)}. Nothing was changed. Correct the down file.`,
    { code: 'MIGRATION_DOWN_INCOMPLETE', category: 'schema' },
  );
}
