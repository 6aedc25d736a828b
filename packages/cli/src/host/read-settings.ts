import { join } from 'node:path';
import {
  clientPlaceHere,
  getSettings,
  loadSettings,
  readEnvFile,
  readEnvironment,
  type Environment,
  type Settings,
  type SettingsWithoutDatabase,
} from '@wdh/config';

/**
 * Reads the settings of this process.
 *
 * @param database - The database of the project, which DATABASE_URL overrides.
 * @throws ConfigurationError that lists every problem.
 */
export function readSettings(database: string | null): Settings | SettingsWithoutDatabase {
  const optional = { databaseUrl: 'optional-in-dev' } as const;
  if (database === null || namesDatabase()) return getSettings(optional);
  const named = { ...variables(), DATABASE_URL: database };
  return loadSettings(named, { ...optional, client: clientPlaceHere() });
}

/** Whether the environment, or the file `.env`, names a database. */
export function namesDatabase(): boolean {
  return (variables()['DATABASE_URL'] ?? '').trim() !== '';
}

function variables(): Environment {
  const own = Object.entries(readEnvironment()).filter(([, value]) => value?.trim() !== '');
  return { ...readEnvFile(join(process.cwd(), '.env')), ...Object.fromEntries(own) };
}
