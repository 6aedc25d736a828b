import { randomUUID } from 'node:crypto';
import { getSettings } from '@wdh/config';
import { loggedError, unstartedOutcome, type Job, type RunOutcome } from '@wdh/job';
import { listenForInterruption } from '../host/interruption.js';
import { openDatabase, type Database } from '../host/open-database.js';
import { type CommandLog, startLogging } from '../host/start-logging.js';
import { createProgressDisplay, noProgress } from '../terminal/progress-display.js';
import { ProgressReporter } from '../terminal/progress-reporter.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandLine } from './command-line.js';
import { runInSession } from './run-in-session.js';

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
  const { signal, release } = listenForInterruption();
  const { isQuiet } = commandLine;
  const progress = new ProgressReporter(isQuiet ? noProgress : createProgressDisplay(terminal));
  let log: CommandLog | null = null;
  let database: Database | undefined;
  try {
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    log = startLogging(settings, terminal);
    const logger = log.getLogger(job.name);
    const connectionUrl = async (): Promise<string> => {
      database = await openDatabase(settings, logger);
      return database.connectionUrl;
    };
    const session = { settings, logger, signal, progress, connectionUrl };
    return { outcome: await runInSession(session, job, commandLine), log };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const id = `exec_${randomUUID()}`;
    return { outcome: await unstartedOutcome(job, commandLine.request, id, reason), log };
  } finally {
    // An error on closing is logged; it does not change the outcome of the run.
    await database?.close().catch((error: unknown) => {
      log
        ?.getLogger(job.name)
        .warn('job.close.failed', { what: 'database', error: loggedError(error) });
    });
    await log?.close();
    release();
  }
}
