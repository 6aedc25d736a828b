import { listUrlPasswords, maskUrlPasswords } from './database/url-passwords.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

/**
 * Copies settings for printing, with every password in `databaseUrl` as `***`.
 *
 * @returns A frozen copy of the same type.
 * @example redactedSettings(settings).databaseUrl // 'postgres://etl:***@db/warehouse'
 */
export function redactedSettings(settings: Settings): Settings;
export function redactedSettings(
  settings: Settings | SettingsWithoutDatabase,
): Settings | SettingsWithoutDatabase;
export function redactedSettings(
  settings: Settings | SettingsWithoutDatabase,
): Settings | SettingsWithoutDatabase {
  if (settings.databaseUrl === undefined) return settings;
  return Object.freeze({ ...settings, databaseUrl: maskUrlPasswords(settings.databaseUrl) });
}

/**
 * Lists the secrets among the settings, so that they can be registered with a logger for redaction.
 *
 * @returns Each password as written in the URL and as decoded; empty without one.
 * @example for (const secret of secretValues(settings)) registerSecret(secret);
 */
export function secretValues(settings: Settings | SettingsWithoutDatabase): readonly string[] {
  return settings.databaseUrl === undefined ? [] : listUrlPasswords(settings.databaseUrl);
}
