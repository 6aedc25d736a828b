import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Creates the folder of local data, `WDH_HOME`, with a `.gitignore`, so that no loaded row is committed.
 * A folder that exists stays as it is. One that cannot be created is reported by what writes there.
 */
export function makeHome(folder: string): void {
  try {
    const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
    if (isNew) writeFileSync(join(folder, '.gitignore'), '*\n');
  } catch {
    // See above.
  }
}
