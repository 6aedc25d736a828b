import { join } from 'node:path';
import { readEnvFile } from './env-file.js';
import { readEnvironment } from './environment.js';
import { dropEmpty, loadSettings, type LoadSettingsOptions } from './load-settings.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

let loaded: Settings | SettingsWithoutDatabase | undefined;

/**
 * Gives the settings of this process: from its environment, and from `.env` in the working
 * directory for what the environment leaves unset. Loads them at the first call, never on import;
 * every later call returns the same object.
 *
 * @throws {ConfigurationError} `CONFIGURATION_INVALID` with every problem there is. The next call
 * tries again.
 * @example const { databaseUrl, dbPoolSize } = getSettings();
 */
export function getSettings(options?: { readonly databaseUrl?: 'required' }): Settings;
/** Gives the settings of this process, which may lack a database where the options allow it. */
export function getSettings(options?: LoadSettingsOptions): Settings | SettingsWithoutDatabase;
export function getSettings(options: LoadSettingsOptions = {}): Settings | SettingsWithoutDatabase {
  const mayLackUrl = options.databaseUrl === 'optional-in-dev';
  if (loaded !== undefined && (mayLackUrl || loaded.databaseUrl !== undefined)) return loaded;
  const fromFile = readEnvFile(join(process.cwd(), '.env'));
  loaded = loadSettings({ ...fromFile, ...dropEmpty(readEnvironment()) }, options);
  return loaded;
}
