import type { MigrationFolder } from '@wdh/migrations';
import { importConsole, importConsoleIfAny } from '../../project/import-console.js';
import { foldersInUse } from './folders-in-use.js';

/** Where the migrations of the console may be wanted. */
export interface ConsolePlace {
  readonly connectionUrl: string;
  /** Whether the user asks for them. */
  readonly isWanted: boolean;
}

/**
 * Returns the migrations of the console, if it is used: they are wanted, or its tables are in the database.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) if they are wanted and the package is not installed.
 */
export async function consoleFolders(place: ConsolePlace): Promise<readonly MigrationFolder[]> {
  if (place.isWanted) return [(await importConsole('wdh migrate --console')).consoleMigrations];
  const found = await importConsoleIfAny();
  return found === null ? [] : foldersInUse(place.connectionUrl, found.consoleMigrations);
}
