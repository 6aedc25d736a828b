import { listUrlPasswords, maskUrlPasswords } from './database/url-passwords.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

/**
 * Copies settings for printing, with every password in `databaseUrl`, and what follows the host in
 * `captureUrl`, as `***`.
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
  const captureUrl = maskPath(settings.captureUrl);
  if (settings.databaseUrl === undefined) return Object.freeze({ ...settings, captureUrl });
  const databaseUrl = maskUrlPasswords(settings.databaseUrl);
  return Object.freeze({ ...settings, databaseUrl, captureUrl });
}

/** Paths and queries of a feed may contain keys. */
function maskPath(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/***`;
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
