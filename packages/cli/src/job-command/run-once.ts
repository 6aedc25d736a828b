import { randomUUID } from 'node:crypto';
import { getSettings, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import {
  checkInput,
  loggedError,
  runJob,
  unstartedOutcome,
  type Job,
  type RunHost,
  type RunOutcome,
  type RunRequest,
} from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import { listenForInterruption } from '../host/interruption.js';
import { openDatabase } from '../host/open-database.js';
import { type CommandLog, startLogging } from '../host/start-logging.js';
import { createProgressDisplay, noProgress } from '../terminal/progress-display.js';
import { ProgressReporter } from '../terminal/progress-reporter.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandLine } from './command-line.js';
import { writeRejects } from './write-rejects.js';

/** The outcome of a run of this process. */
export interface OneRun {
  readonly outcome: RunOutcome;
  /** The log of the run; null if the settings were invalid, so that not even a log was opened. */
  readonly log: CommandLog | null;
}

/** Reads the settings, opens log and database, and runs the job. */
export async function runOnce(
  job: Job,
  commandLine: CommandLine,
  terminal: Terminal,
): Promise<OneRun> {
  const { request, rejectsFile, isQuiet } = commandLine;
  const executionId = `exec_${randomUUID()}`;
  const { signal, release } = listenForInterruption();
  const progress = new ProgressReporter(isQuiet ? noProgress : createProgressDisplay(terminal));
  let log: CommandLog | null = null;
  try {
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    log = startLogging(settings, terminal);
    const logger = log.getLogger(job.name).bind({ executionId });
    const { dbPoolSize: poolSize, dbBatchSize: batchSize } = settings;
    const { onProgress } = progress;
    // Before a server is started for an input that it would never load.
    if (settings.databaseUrl === undefined) await checked(job, request, logger);
    const outcome = await withDatabase(settings, logger, (connectionUrl) =>
      runJob(job, request, {
        ...{ connectionUrl, poolSize, batchSize, logger, signal, executionId, onProgress },
        ...(rejectsFile === undefined
          ? {}
          : {
              onRejected: (rejected) =>
                writeRejects(rejectsFile, request.input ?? job.example ?? '', rejected),
            }),
      } satisfies RunHost),
    );
    return { outcome, log };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const outcome = await unstartedOutcome(job, request, executionId, reason);
    return { outcome, log };
  } finally {
    progress.end();
    await log?.close();
    release();
  }
}

async function checked(job: Job, request: RunRequest, logger: Logger): Promise<void> {
  try {
    await checkInput(job, request);
  } catch (error) {
    logger.error('job.failed', { error: loggedError(error) });
    throw error;
  }
}

async function withDatabase<Result>(
  settings: Settings | SettingsWithoutDatabase,
  logger: Logger,
  use: (connectionUrl: string) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(settings, logger).catch((error: unknown) => {
    logger.error('job.failed', { error: loggedError(error) });
    throw error;
  });
  try {
    return await use(database.connectionUrl);
  } finally {
    // An error on closing is logged; it does not change the outcome of the run.
    await database.close().catch((error: unknown) => {
      logger.warn('job.close.failed', { what: 'database', error: loggedError(error) });
    });
  }
}
