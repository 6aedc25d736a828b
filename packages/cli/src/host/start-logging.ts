import { join, relative } from 'node:path';
import { secretValues, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import {
  createLogging,
  LogFileError,
  type Logging,
  type LoggingOptions,
  registerSecret,
} from '@wdh/logging';
import { processTerminal } from '../terminal/process-terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { makeHome } from './make-home.js';

/** The log of a command. */
export interface CommandLog extends Logging {
  /** Prints the name of the file with the entries that the terminal did not show, if there are any. */
  readonly nameFile: () => Promise<void>;
}

/** Errors and warnings that a command shows as well, in words for people. */
const shownByOutcome: ReadonlySet<string> = new Set([
  'job.failed',
  'database.load.failed',
  'worker.run.ended',
  'worker.giving_back',
]);

/** The default of LOG_FILE_DIR. */
const unchosenFolder = 'logs';

/**
 * Opens the log as the settings say; their secrets are never shown.
 *
 * On a terminal in `dev`, it shows warnings and errors, and the rest goes to the file of the day, in
 * the folder `logs` of WDH_HOME unless LOG_FILE_DIR says otherwise.
 */
export function startLogging(
  settings: Settings | SettingsWithoutDatabase,
  terminal: Terminal = processTerminal(),
  { isOnStderr = false }: { readonly isOnStderr?: boolean } = {},
): CommandLog {
  for (const secret of secretValues(settings)) registerSecret(secret);
  // A script reads the result on stdout.
  if (isOnStderr) return logOf(settings, terminal, { stdout: process.stderr });
  const { environment, logFormat } = settings;
  const isForPeople = terminal.isInteractive && environment === 'dev' && logFormat !== 'json';
  return isForPeople ? logForPeople(settings, terminal) : logOf(settings, terminal, {});
}

function logForPeople(
  settings: Settings | SettingsWithoutDatabase,
  terminal: Terminal,
): CommandLog {
  const { logToFile, logFileDir, wdhHome } = settings;
  const isChosen = logToFile || logFileDir !== unchosenFolder;
  let hidden = 0;
  try {
    // The log keeps its folders to their user; the server in this one may run as another.
    if (!isChosen) makeHome(wdhHome);
    const log = logOf(settings, terminal, {
      toFile: true,
      fileDir: isChosen ? logFileDir : join(wdhHome, 'logs'),
      isShown: (entry) => {
        const isShown = isForTerminal(entry);
        if (!isShown) hidden += 1;
        return isShown;
      },
    });
    return {
      ...log,
      nameFile: async () => {
        const path = log.filePath();
        if (hidden === 0 || path === null) return;
        await terminal.printTo('stderr', `Log: ${shorter(path)}\n`);
      },
    };
  } catch (error) {
    if (isChosen || !(error instanceof LogFileError || isOfSystem(error))) throw error;
    const log = logOf(settings, terminal, {});
    log.getLogger('wdh').warn('logging.file_unavailable', { folder: wdhHome });
    return log;
  }
}

function logOf(
  settings: Settings | SettingsWithoutDatabase,
  terminal: Terminal,
  own: Pick<LoggingOptions, 'toFile' | 'fileDir' | 'isShown' | 'stdout'>,
): CommandLog {
  const { logLevel, logFormat, logToFile, logFileDir, logFileMaxMb } = settings;
  const logging = createLogging({
    level: logLevel,
    format: logFormat === 'auto' ? (terminal.isInteractive ? 'pretty' : 'json') : logFormat,
    toFile: logToFile,
    fileDir: logFileDir,
    fileMaxMb: logFileMaxMb,
    stdout: terminal.log,
    colors: terminal.hasColors,
    ...own,
  });
  return { ...logging, nameFile: () => Promise.resolve() };
}

const isForTerminal: NonNullable<LoggingOptions['isShown']> = ({ level, event, context }) => {
  const isShownByOutcome =
    shownByOutcome.has(event) ||
    (event === 'retry.attempt.failed' && context['retriable'] === false);
  return (level === 'warn' || level === 'error') && !isShownByOutcome;
};

/** Returns a path as seen from the working directory, if that is shorter. */
function shorter(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
