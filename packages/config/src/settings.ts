import type { BudgetSettings } from './budget/budget-settings.js';
import type { ConsoleSettings } from './console/console-settings.js';

/** The environment of a job. `staging` and `prod` are stricter about the database. */
export type EnvironmentName = 'dev' | 'staging' | 'prod';

/** The least severe level that is logged. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * The format of log entries: one JSON object per line, coloured text for people, or `auto`: text on
 * a terminal, and JSON where a file or another program receives the entries.
 */
export type LogFormat = 'auto' | 'json' | 'pretty';

/** The settings of a job from its environment. Frozen; paths are as the user wrote them. */
export interface Settings extends ConsoleSettings, BudgetSettings {
  /** `DATABASE_URL`: the target database. Contains a password: print {@link redactedSettings} instead. */
  readonly databaseUrl: string;
  /** `ENVIRONMENT`, default `dev`. */
  readonly environment: EnvironmentName;
  /** `LOG_LEVEL`, default `info`. */
  readonly logLevel: LogLevel;
  /** `LOG_FORMAT`, default `auto` in `dev`, and `json` in `staging` and `prod`. */
  readonly logFormat: LogFormat;
  /** `LOG_TO_FILE`, default false: whether to write daily log files in addition to stdout. */
  readonly logToFile: boolean;
  /** `LOG_FILE_DIR`, default `logs`: folder of the daily log files. */
  readonly logFileDir: string;
  /**
   * `LOG_FILE_MAX_MB`, default 100: maximum size of a log file in MiB, after which the next one of
   * the day begins.
   */
  readonly logFileMaxMb: number;
  /** `MAX_WORKERS`, default 4: maximum number of runs that a worker executes at the same time. */
  readonly maxWorkers: number;
  /** `DB_POOL_SIZE`, default 10: maximum number of connections of one process. */
  readonly dbPoolSize: number;
  /** `DB_BATCH_SIZE`, default 1000: number of rows in a batch. */
  readonly dbBatchSize: number;
  /** `WDH_HOME`, default `.wdh`: folder for WorkDataHub's own files, such as local data. */
  readonly wdhHome: string;
  /** `CAPTURE_URL`: the address that `wdh capture` follows instead of that of the feed. It may contain a key. */
  readonly captureUrl: string | undefined;
}

/**
 * Settings of a `dev` run without a database, for applications that can start their own.
 *
 * Compare `databaseUrl` with undefined to distinguish it from {@link Settings}.
 */
export interface SettingsWithoutDatabase extends Omit<Settings, 'databaseUrl' | 'environment'> {
  readonly databaseUrl: undefined;
  readonly environment: 'dev';
}
