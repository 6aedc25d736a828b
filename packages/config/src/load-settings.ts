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

/** What may be left out of the settings. */
export interface LoadSettingsOptions {
  /**
   * Whether a run may name no database. Default `required`; `optional-in-dev` is for applications
   * that start a database of their own, and allows it where `ENVIRONMENT` is `dev`.
   */
  readonly databaseUrl?: DatabaseUrlRule;
}

/**
 * Makes settings from variables, without looking at anything else: the same variables give equal
 * settings. Surrounding blanks are ignored, and a variable with nothing in it counts as not set.
 *
 * @returns Frozen settings with every default filled in.
 * @throws {ConfigurationError} `CONFIGURATION_INVALID` with every problem there is.
 * @example loadSettings({ DATABASE_URL: 'postgres://etl:pw@db/warehouse' }).dbPoolSize // 10
 */
export function loadSettings(
  environment: Environment,
  options?: { readonly databaseUrl?: 'required' },
): Settings;
/** Makes settings that may lack a database, where the options allow it. */
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
    logFormat: rest.LOG_FORMAT,
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

/** Removes what is empty; what is left has no surrounding blanks. */
export function dropEmpty(environment: Environment): Environment {
  const given = Object.entries(environment).map(([name, value = '']) => [name, value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== '')) as Environment;
}

/** Of a key that is wrong in two ways, what follows from the first is not told. */
function listProblems(issues: readonly v.BaseIssue<unknown>[]): readonly ConfigurationProblem[] {
  return settingKeys.flatMap((key) => {
    const issue = issues.find(({ path }) => path?.[0]?.key === key);
    const expected = v.getDescription(settingEntries[key]) ?? 'a value';
    return issue === undefined ? [] : [{ key, expected, action: issue.message }];
  });
}
