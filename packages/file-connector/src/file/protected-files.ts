import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { WdhError } from '@wdh/pipeline-core';
import { notAFile } from './file-errors.js';
import { kindOf } from './open-input-file.js';
import { isProtectedName } from './protected-names.js';

/**
 * Checks that a file may be written to `target`: it does not exist, or is a regular file that is
 * none of `neverOverwrite` under any name or link. A symbolic link, a folder, a named pipe or a
 * device is refused without opening it, and so is a name of a settings, code, migration or key
 * file.
 *
 * @throws WdhError `WOULD_OVERWRITE_INPUT`, `PROTECTED_FILE` (usage), `NOT_A_FILE` (file)
 */
export async function expectReplaceable(
  target: string,
  neverOverwrite: readonly string[],
): Promise<void> {
  await expectNoInput(target, neverOverwrite);
  if (isProtectedName(target)) {
    throw new WdhError(
      `${target} has the name of a settings, code, migration or key file, which an output must not replace. Nothing was written; choose another file.`,
      { code: 'PROTECTED_FILE', category: 'usage' },
    );
  }
  const existing = await statOrNull(target, lstat);
  if (existing !== null && !existing.isFile()) throw notAFile(target, kindOf(existing));
}

async function expectNoInput(target: string, neverOverwrite: readonly string[]): Promise<void> {
  const existing = await statOrNull(target, stat);
  if (existing === null) return;
  for (const path of neverOverwrite) {
    const kept = await statOrNull(path, stat);
    if (kept !== null && kept.dev === existing.dev && kept.ino === existing.ino) {
      throw new WdhError(
        `Writing to ${target} would overwrite the input ${path}. Nothing was written; choose another file.`,
        { code: 'WOULD_OVERWRITE_INPUT', category: 'usage' },
      );
    }
  }
}

/** Null where the path does not exist. */
async function statOrNull(path: string, look: typeof stat): Promise<BigIntStats | null> {
  try {
    return await look(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
