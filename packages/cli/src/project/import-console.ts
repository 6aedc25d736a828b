import type * as Console from '@wdh/console';
import { importIfInstalled, importNeeded } from './import-optional.js';

const load = (): Promise<typeof Console> => import('@wdh/console');

/**
 * Imports the package of the page.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export const importConsole = (command: string): Promise<typeof Console> =>
  importNeeded('@wdh/console', command, load);

/** Imports the package of the page; null if it is not installed. */
export const importConsoleIfAny = (): Promise<typeof Console | null> =>
  importIfInstalled('@wdh/console', load);
