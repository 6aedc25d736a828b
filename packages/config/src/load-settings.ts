import * as v from 'valibot';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import type { Environment } from './environment.js';
import { findNearMisses } from './near-misses.js';
import {
  settingEntries,
  settingKeys,
  settingsSchema,
  type DatabaseUrlRule,
} from './settings-schema.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

/** Which settings may be missing. */
export interface LoadSettingsOptions {
  /**
   * Whether `DATABASE_URL` is required. Default `required`; `optional-in-dev` is for applications
   * that start their own database, and allows it to be missing where `ENVIRONMENT` is `dev`.
   */
  readonly databaseUrl?: DatabaseUrlRule;
}

/**
 * Creates settings from variables and nothing else: the same variables give equal settings.
 * Surrounding blanks are ignored, and an empty variable counts as not set.
 *
 * @returns Frozen settings with every default filled in.
 * @throws {ConfigurationError} `CONFIGURATION_INVALID` with all problems.
 * @example loadSettings({ DATABASE_URL: 'postgres://etl:pw@db/warehouse' }).dbPoolSize // 10
 */
export function loadSettings(
  environment: Environment,
  options?: { readonly databaseUrl?: 'required' },
): Settings;
/** Creates settings that may lack a database, where the options allow it. */
export function loadSettings(
  environment: Environment,
  options?: LoadSettingsOptions,
): Settings | SettingsWithoutDatabase;
export function loadSettings(
  environment: Environment,
  options: LoadSettingsOptions = {},
): Settings | SettingsWithoutDatabase {
  const given = dropEmpty(environment);
  const schema = settingsSchema(options.databaseUrl ?? 'required');
  const result = v.safeParse(schema, given);
  const problems = [...listProblems(result.issues ?? []), ...findNearMisses(given)];
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems);

  const { DATABASE_URL: databaseUrl, ENVIRONMENT: name, ...rest } = result.output;
  const others = {
    logLevel: rest.LOG_LEVEL,
    logFormat: rest.LOG_FORMAT ?? (name === 'dev' ? 'auto' : 'json'),
    logToFile: rest.LOG_TO_FILE,
    logFileDir: rest.LOG_FILE_DIR,
    logFileMaxMb: rest.LOG_FILE_MAX_MB,
    maxWorkers: rest.MAX_WORKERS,
    dbPoolSize: rest.DB_POOL_SIZE,
    dbBatchSize: rest.DB_BATCH_SIZE,
    wdhHome: rest.WDH_HOME,
  };
  return Object.freeze(
    databaseUrl === undefined
      ? { databaseUrl, environment: 'dev', ...others }
      : { databaseUrl, environment: name, ...others },
  );
}

/** Removes empty variables, and trims the others. */
export function dropEmpty(environment: Environment): Environment {
  const given = Object.entries(environment).map(([name, value = '']) => [name, value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== '')) as Environment;
}

/** Reports only the first problem of each key. */
function listProblems(issues: readonly v.BaseIssue<unknown>[]): readonly ConfigurationProblem[] {
  return settingKeys.flatMap((key) => {
    const issue = issues.find(({ path }) => path?.[0]?.key === key);
    const expected = v.getDescription(settingEntries[key]) ?? 'a value';
    return issue === undefined ? [] : [{ key, expected, action: issue.message }];
  });
}
