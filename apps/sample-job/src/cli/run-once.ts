import { randomUUID } from 'node:crypto';
import {
  getSettings,
  secretValues,
  type Settings,
  type SettingsWithoutDatabase,
} from '@wdh/config';
import { createLogging, registerSecret, type Logging } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import { LoadError } from '@wdh/warehouse-loader';
import { runJob } from '../compose-job.js';
import { createProgressDisplay, noProgress } from '../progress/progress-display.js';
import { ProgressReporter } from '../progress/progress-reporter.js';
import type { CommandLine } from './command-line.js';
import { describeError } from './describe-error.js';
import { listenForInterruption } from './interruption.js';
import type { JobSummary } from './job-summary.js';
import { loggedError } from './logged-error.js';
import { RunRecorder } from './run-recorder.js';

/** The outcome of one run. */
export interface RunOutcome {
  readonly summary: JobSummary;
  readonly exitCode: number;
  /** False if the settings were invalid, so that not even a log was opened. */
  readonly hasBegun: boolean;
}

/** Reads the settings, runs the job, and returns the outcome. Never throws for a failed run. */
export async function runOnce(commandLine: CommandLine): Promise<RunOutcome> {
  const executionId = `exec_${randomUUID()}`;
  const recorder = new RunRecorder(executionId, commandLine.input);
  const interruption = listenForInterruption();
  const { signal } = interruption;
  const display = commandLine.quiet ? noProgress : createProgressDisplay(process.stderr);
  const progress = new ProgressReporter(display);
  let logging: Logging | undefined;
  try {
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    logging = startLogging(settings);
    const logger = logging.getLogger('sample-job').bind({ executionId });
    const { onIdentified } = recorder;
    const observer = { ...recorder.observer, onProgress: progress.onRows };
    const onRejected = (rows: number): void => {
      recorder.onRejected(rows);
      progress.onRejected(rows);
    };
    const context = { executionId, settings, logger, signal };
    const run = { ...context, observer, onIdentified, onRead: progress.onRead, onRejected };
    try {
      const report = await runJob({ ...commandLine, ...run });
      return { summary: recorder.succeeded(report), exitCode: 0, hasBegun: true };
    } catch (error) {
      logger.error('job.failed', { error: loggedError(error) });
      throw error;
    }
  } catch (error) {
    // An interruption is reported instead of the error that it caused, except for COMMIT_UNKNOWN:
    // the user must know that the outcome is unknown.
    const isUnknown = error instanceof WdhError && error.code === 'COMMIT_UNKNOWN';
    const failure = describeError(signal.aborted && !isUnknown ? signal.reason : error);
    const summary = recorder.failed(failure, error instanceof LoadError ? error.attempts : 0);
    return { summary, exitCode: failure.exitCode, hasBegun: logging !== undefined };
  } finally {
    progress.end();
    await logging?.close();
    interruption.release();
  }
}

function startLogging(settings: Settings | SettingsWithoutDatabase): Logging {
  for (const secret of secretValues(settings)) registerSecret(secret);
  return createLogging({
    level: settings.logLevel,
    format: settings.logFormat,
    toFile: settings.logToFile,
    fileDir: settings.logFileDir,
    fileMaxMb: settings.logFileMaxMb,
  });
}
