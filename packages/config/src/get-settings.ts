import { join } from 'node:path';
import { clientPlaceHere } from './database/complete-database-url.js';
import { readEnvFile } from './env-file.js';
import { readEnvironment } from './environment.js';
import { loadSettings, type LoadSettingsOptions } from './load-settings.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

let loaded: Settings | SettingsWithoutDatabase | undefined;

/**
 * Returns the settings of this process: from its environment, and from `.env` in the working
 * directory for variables that are not set there. Loads them on the first call, never on import;
 * every later call returns the same object.
 *
 * @throws {ConfigurationError} `CONFIGURATION_INVALID` with all problems. The next call tries
 * again.
 * @example const { databaseUrl, dbPoolSize } = getSettings();
 */
export function getSettings(
  options?: LoadSettingsOptions & { readonly databaseUrl?: 'required' },
): Settings;
/** Returns the settings of this process, which may lack a database where the options allow it. */
export function getSettings(options?: LoadSettingsOptions): Settings | SettingsWithoutDatabase;
export function getSettings(options: LoadSettingsOptions = {}): Settings | SettingsWithoutDatabase {
  const mayLackUrl = options.databaseUrl === 'optional-in-dev';
  if (loaded !== undefined && (mayLackUrl || loaded.databaseUrl !== undefined)) return loaded;
  const fromFile = readEnvFile(join(process.cwd(), '.env'));
  const own = Object.entries(readEnvironment()).filter(([, value]) => value?.trim() !== '');
  const variables = { ...fromFile, ...Object.fromEntries(own) };
  loaded = loadSettings(variables, { client: clientPlaceHere(), ...options });
  return loaded;
}
