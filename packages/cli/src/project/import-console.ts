import type * as Console from '@wdh/console';
import { WdhError } from '@wdh/pipeline-core';

/**
 * Imports the package of the page, which only wdh console needs.
 *
 * @param command - The command that asks, for the message.
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export async function importConsole(command: string): Promise<typeof Console> {
  const found = await importConsoleIfAny();
  if (found !== null) return found;
  throw new WdhError(
    `${command} needs the package @wdh/console, which is not installed: npm install @wdh/console`,
    { code: 'PACKAGE_MISSING', category: 'usage' },
  );
}

/** Imports the package of the page; null if it is not installed. */
export async function importConsoleIfAny(): Promise<typeof Console | null> {
  try {
    return await import('@wdh/console');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("'@wdh/console'")
  );
}
