import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
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
import { findWayBack, type StepBack } from './find-way-back.js';
import { createMigrationLedger, forgetMigration, readMigrationLedger } from './migration-ledger.js';
import { beginMigration, commitMigration, runStatements } from './migration-transaction.js';
import { type MigratorOptions, withMigrator } from './with-migrator.js';

/** What {@link migrateDown} takes back, and where. */
export interface MigrateDownOptions extends MigratorOptions {
  /** How many migrations of the folders, the last applied first. Default 1. */
  readonly steps?: number | undefined;
  /** Whether data may be destroyed. Default false. */
  readonly force?: boolean | undefined;
}

/** What {@link migrateDown} did. */
export interface MigrateDownResult {
  /** Migrations taken back by this call, the last applied first; fewer where there were fewer. */
  readonly reverted: readonly { readonly folder: string; readonly file: string }[];
  /** Data destroyed along with them; none unless forced. */
  readonly lost: readonly DataLoss[];
}

/**
 * Takes back the last migrations by their down files, all of them in one transaction or none.
 *
 * Refused where that would drop tables or columns that hold data, write tables anew or delete rows,
 * unless `force` is set: the statements are tried first, and what they would destroy is counted
 * under a lock. Refused as well where the catalog is not as it was before the migrations.
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
    throw new WdhError('The steps of a way down are a whole number from 1.', {
      code: 'STEPS_INVALID',
      category: 'usage',
    });
  }
  return withMigrator(options, 'alone', async (migrator) => {
    const { connection, files, folderNames, lockTimeoutMs } = migrator;
    const applied = await readMigrationLedger(connection);
    const ours = applied.filter(({ folder }) => folderNames.includes(folder));
    const last = ours.slice(-steps).reverse();
    if (last.length === 0) return { reverted: [], lost: [] };
    await checkMigratorPrivileges(connection);
    const way = findWayBack(last, files.flat());
    await createMigrationLedger(connection);
    await beginMigration(connection, lockTimeoutMs);
    const lost = await goBack(connection, way, force);
    await commitMigration(connection);
    report(logger, way, lost);
    return { reverted: way.map(({ folder, file }) => ({ folder, file })), lost };
  });
}

/** Tries the way; where it would destroy anything, returns to its beginning to count that first. */
async function goBack(
  on: Queryable,
  way: readonly StepBack[],
  force: boolean,
): Promise<readonly DataLoss[]> {
  const before = await readStoredTables(on);
  await on.query('savepoint trial');
  await walk(on, way);
  const losses = findDataLoss(before, await readStoredTables(on));
  let lost: readonly DataLoss[] = [];
  if (losses.length > 0) {
    await on.query('rollback to savepoint trial');
    lost = await countDataLoss(on, losses);
    if (lost.length > 0 && !force) throw overData(way, lost);
    await walk(on, way);
  }
  const history = way.map(({ changes }) => changes);
  const leftovers = findLeftovers(history, await describeCatalog(on));
  if (leftovers.length > 0) throw incomplete(way, leftovers);
  for (const step of way) await forgetMigration(on, step);
  return lost;
}

async function walk(on: Queryable, way: readonly StepBack[]): Promise<void> {
  for (const step of way) await runStatements(on, step, step.downFile, step.sql);
}

function report(logger: Logger, way: readonly StepBack[], lost: readonly DataLoss[]): void {
  for (const { folder, file, downFile, isDownEdited } of way) {
    if (isDownEdited) logger.warn('migration.down.edited', { folder, file: downFile });
    logger.info('migration.reverted', { folder, file });
  }
  for (const { table, column, how, count } of lost) {
    logger.warn('migration.data.lost', { table, column, how, count });
  }
}

const namesOf = (way: readonly StepBack[]): string =>
  way.map(({ folder, file }) => `${file} of ${folder}`).join(', ');

function overData(way: readonly StepBack[], lost: readonly DataLoss[]): WdhError {
  return new WdhError(
    `Taking back ${namesOf(way)} would destroy data: ${showDataLoss(lost)}. Nothing was changed. Save the data first; then repeat it with force.`,
    { code: 'MIGRATION_DOWN_OVER_DATA', category: 'schema' },
  );
}

function incomplete(
  way: readonly StepBack[],
  leftovers: Parameters<typeof showDrift>[0],
): WdhError {
  return new WdhError(
    `Taking back ${namesOf(way)} does not lead to where the database was before: ${showDrift(leftovers)}. Nothing was changed. Correct the down file.`,
    { code: 'MIGRATION_DOWN_INCOMPLETE', category: 'schema' },
  );
}
