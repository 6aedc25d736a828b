export type { BasicLogin, BudgetSettings } from './budget/budget-settings.js';
export { clientPlaceHere, type ClientPlace } from './database/complete-database-url.js';
export { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
export type { ConsoleRole, ConsoleSettings, ConsoleToken } from './console/console-settings.js';
export { invocationDirectory, readEnvironment, type Environment } from './environment.js';
export { readEnvFile } from './env-file.js';
export { getSettings } from './get-settings.js';
export { loadSettings, type LoadSettingsOptions } from './load-settings.js';
export { redactedSettings, secretValues } from './redacted-settings.js';
export type {
  EnvironmentName,
  LogFormat,
  LogLevel,
  Settings,
  SettingsWithoutDatabase,
} from './settings.js';
export type { DatabaseUrlRule } from './settings-schema.js';
