import { WdhError } from '@wdh/pipeline-core';

/** Imports a package that only some commands need; null if it is not installed. */
export async function importIfInstalled<Package>(
  name: string,
  load: () => Promise<Package>,
): Promise<Package | null> {
  try {
    return await load();
  } catch (error) {
    if (isMissing(error, name)) return null;
    throw error;
  }
}

/**
 * Imports a package that only some commands need.
 *
 * @param command - Such as `wdh worker`, for the message.
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export async function importNeeded<Package>(
  name: string,
  command: string,
  load: () => Promise<Package>,
): Promise<Package> {
  const found = await importIfInstalled(name, load);
  if (found !== null) return found;
  throw new WdhError(
    `${command} needs the package ${name}, which is not installed: npm install ${name}`,
    { code: 'PACKAGE_MISSING', category: 'usage' },
  );
}

function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}
