import { randomUUID } from 'node:crypto';
import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import {
  checkInput,
  inputOf,
  loggedError,
  runJob,
  unstartedOutcome,
  type Job,
  type RunHost,
  type RunOutcome,
  type RunRequest,
} from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { ProgressReporter } from '../terminal/progress-reporter.js';
import { writeRejects } from './write-rejects.js';

/** What the runs of one process share. */
export interface RunSession {
  readonly settings: Settings | SettingsWithoutDatabase;
  readonly logger: Logger;
  /** Ends the run. */
  readonly signal: AbortSignal;
  readonly progress: Pick<ProgressReporter, 'onProgress' | 'end'>;
  /** Returns the URL of the database; starts the local server if there is none. */
  connectionUrl(): Promise<string>;
}

/** A run, and where its rejected rows go. */
export interface WantedRun {
  readonly request: RunRequest;
  readonly rejectsFile?: string | undefined;
}

/**
 * Runs a job once. A run that fails, or cannot be started, is an outcome, not an exception.
 *
 * @throws WdhError `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function runInSession(
  session: RunSession,
  job: Job,
  { request, rejectsFile }: WantedRun,
): Promise<RunOutcome> {
  const { settings, signal, progress } = session;
  const executionId = `exec_${randomUUID()}`;
  const logger = session.logger.bind({ executionId });
  try {
    const connectionUrl = await begin(session, job, request).catch((error: unknown) => {
      logger.error('job.failed', { error: loggedError(error) });
      throw error;
    });
    const { dbPoolSize: poolSize, dbBatchSize: batchSize } = settings;
    const { onProgress } = progress;
    return await runJob(job, request, {
      ...{ connectionUrl, poolSize, batchSize, logger, signal, executionId, onProgress },
      ...(rejectsFile === undefined
        ? {}
        : {
            onRejected: async (rejected) =>
              writeRejects(rejectsFile, await inputOf(job, request), rejected),
          }),
    } satisfies RunHost);
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    return await unstartedOutcome(job, request, executionId, reason);
  } finally {
    progress.end();
  }
}

/** Returns the URL of the database, before which a local server may be started. */
async function begin(session: RunSession, job: Job, request: RunRequest): Promise<string> {
  // No server is started for an input that it would never load.
  if (session.settings.databaseUrl === undefined) await checkInput(job, request);
  return session.connectionUrl();
}
