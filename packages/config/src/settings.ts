/** Where a job runs. `staging` and `prod` are stricter about the database. */
export type EnvironmentName = 'dev' | 'staging' | 'prod';

/** The least severe entries that are logged. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** How log entries look: one JSON object a line, or coloured text for people. */
export type LogFormat = 'json' | 'pretty';

/** Everything that the environment decides about a job. Frozen; paths are as the user wrote them. */
export interface Settings {
  /** `DATABASE_URL`: where the rows go. Holds a password: print {@link redactedSettings} instead. */
  readonly databaseUrl: string;
  /** `ENVIRONMENT`, default `dev`. */
  readonly environment: EnvironmentName;
  /** `LOG_LEVEL`, default `info`. */
  readonly logLevel: LogLevel;
  /** `LOG_FORMAT`, default `json`. */
  readonly logFormat: LogFormat;
  /** `LOG_TO_FILE`, default false: whether to write daily log files besides stdout. */
  readonly logToFile: boolean;
  /** `LOG_FILE_DIR`, default `logs`: folder of the daily log files. */
  readonly logFileDir: string;
  /** `LOG_FILE_MAX_MB`, default 100: size in MiB from which the next log file of a day begins. */
  readonly logFileMaxMb: number;
  /** `MAX_WORKERS`, default 4: how many pieces of work a job may run at the same time. */
  readonly maxWorkers: number;
  /** `DB_POOL_SIZE`, default 10: how many connections one process opens at most. */
  readonly dbPoolSize: number;
  /** `DB_BATCH_SIZE`, default 1000: how many rows travel together. */
  readonly dbBatchSize: number;
  /** `WDH_HOME`, default `.wdh`: folder for what WorkDataHub itself keeps, such as local data. */
  readonly wdhHome: string;
}

/**
 * Settings of a `dev` run that names no database, for applications that can start their own.
 *
 * Compare `databaseUrl` with undefined to tell it from {@link Settings}.
 */
export interface SettingsWithoutDatabase extends Omit<Settings, 'databaseUrl' | 'environment'> {
  readonly databaseUrl: undefined;
  readonly environment: 'dev';
}
