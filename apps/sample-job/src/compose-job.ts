import { migrateUp } from '@wdh/migrations';
import type { Logger } from '@wdh/pipeline-core';
import { WarehouseLoader, type LoadReport, type LoadStatus } from '@wdh/warehouse-loader';
import { loggedError } from './cli/logged-error.js';
import type { Job } from './job.js';
import { openDatabase } from './open-database.js';
import { loadToDatabase } from './ops/load-to-database.js';
import { validate } from './ops/validate.js';
import { migrations } from './wildlife-strikes/migrations.js';

/** Connects file, pipeline and warehouse and runs them once. */
export async function runJob(job: Job): Promise<LoadReport<LoadStatus>> {
  const { settings, logger, signal } = job;
  const strikes = validate(job);
  const database = await openDatabase(settings, logger);
  try {
    const { connectionUrl } = database;
    await migrateUp({ connectionUrl, folders: migrations, logger, signal });
    signal.throwIfAborted();
    const { dbPoolSize: poolSize, dbBatchSize: batchSize } = settings;
    const loader = new WarehouseLoader({ connectionUrl, poolSize, batchSize, logger });
    try {
      return await loadToDatabase(job, strikes, loader);
    } finally {
      await closing('loader', loader.close(), logger);
    }
  } finally {
    await closing('database', database.close(), logger);
  }
}

/** An error on closing is logged; it does not change the outcome of the run. */
async function closing(what: string, closed: Promise<void>, logger: Logger): Promise<void> {
  try {
    await closed;
  } catch (error) {
    logger.warn('job.close.failed', { what, error: loggedError(error) });
  }
}
