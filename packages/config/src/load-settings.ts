import * as v from 'valibot';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { type ClientPlace, completeDatabaseUrl } from './database/complete-database-url.js';
import type { Environment } from './environment.js';
import { findNearMisses } from './near-misses.js';
import {
  settingEntries,
  settingKeys,
  settingsSchema,
  type DatabaseUrlRule,
  type SettingKey,
} from './settings-schema.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

/** Which settings may be missing. */
export interface LoadSettingsOptions {
  /**
   * Whether `DATABASE_URL` is required. Default `required`; `optional-in-dev` is for applications
   * that start their own database, and allows it to be missing where `ENVIRONMENT` is `dev`.
   */
  readonly databaseUrl?: DatabaseUrlRule;
  /**
   * Where to look for what `DATABASE_URL` leaves out: a password file, a service, PGHOST and others.
   * Default: nowhere, so that only a complete URL is valid.
   */
  readonly client?: ClientPlace;
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
  options?: LoadSettingsOptions & { readonly databaseUrl?: 'required' },
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
  const named = dropEmpty(environment);
  const { given, faults } = completed(named, environment, options.client);
  const schema = settingsSchema(options.databaseUrl ?? 'required');
  const result = v.safeParse(schema, given);
  const found = listProblems(result.issues ?? []).filter(
    ({ key }) => !faults.some((fault) => fault.key === key),
  );
  const problems = [...faults, ...found, ...findNearMisses(given)];
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
    captureUrl: rest.CAPTURE_URL,
    consoleUrl: rest.CONSOLE_URL,
    consoleTokens: rest.CONSOLE_TOKENS,
    consoleDatabaseUrl: rest.CONSOLE_DATABASE_URL,
    consoleProxyHeader: rest.CONSOLE_PROXY_HEADER,
    consoleProxySecret: rest.CONSOLE_PROXY_SECRET,
    consoleProxyRoles: rest.CONSOLE_PROXY_ROLES,
    consoleTrustedProxies: rest.CONSOLE_TRUSTED_PROXIES,
    budgetWebhookSecrets: rest.BUDGET_WEBHOOK_SECRET,
    budgetWebhookBasic: rest.BUDGET_WEBHOOK_BASIC,
    budgetKeySecrets: rest.BUDGET_KEY_SECRET,
    budgetMailFrom: rest.BUDGET_MAIL_FROM,
    budgetMailTo: rest.BUDGET_MAIL_TO,
    smtpUrl: rest.SMTP_URL,
    slackWebhookUrl: rest.SLACK_WEBHOOK_URL,
    litellmUrl: rest.LITELLM_URL,
    litellmMasterKey: rest.LITELLM_MASTER_KEY,
    redisUrl: rest.REDIS_URL,
  };
  return Object.freeze(
    databaseUrl === undefined
      ? { databaseUrl, environment: 'dev', ...others }
      : { databaseUrl, environment: name, ...others },
  );
}

/** Completes `DATABASE_URL`, where that is allowed. A password is not trimmed. */
function completed(
  given: Environment,
  variables: Environment,
  client: ClientPlace | undefined,
): { readonly given: Environment; readonly faults: readonly ConfigurationProblem[] } {
  const { DATABASE_URL: text } = given;
  if (text === undefined || client === undefined) return { given, faults: [] };
  const outcome = completeDatabaseUrl(text, variables, client);
  if ('url' in outcome) return { given: { ...given, DATABASE_URL: outcome.url }, faults: [] };
  const expected = descriptionOf('DATABASE_URL');
  return { given, faults: [{ key: 'DATABASE_URL', expected, action: outcome.fault }] };
}

/** Removes empty variables, and trims the others. */
function dropEmpty(environment: Environment): Environment {
  const given = Object.entries(environment).map(([name, value = '']) => [name, value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== '')) as Environment;
}

/** Reports only the first problem of each key. */
function listProblems(issues: readonly v.BaseIssue<unknown>[]): readonly ConfigurationProblem[] {
  return settingKeys.flatMap((key) => {
    const issue = issues.find(({ path }) => path?.[0]?.key === key);
    return issue === undefined
      ? []
      : [{ key, expected: descriptionOf(key), action: issue.message }];
  });
}

function descriptionOf(key: SettingKey): string {
  return v.getDescription(settingEntries[key]) ?? 'a value';
}
