import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { WdhError } from '@wdh/pipeline-core';
import { notAFile } from './file-errors.js';
import { kindOf } from './open-input-file.js';

/**
 * Checks that a file may be put at `target`: whatever stands there is a regular file, and none of
 * those that must not be overwritten, under whatever name or link.
 *
 * @throws WdhError `NOT_A_FILE` (file), `WOULD_OVERWRITE_INPUT` (usage)
 */
export async function expectReplaceable(
  target: string,
  neverOverwrite: readonly string[],
): Promise<void> {
  const existing = await statOrNull(target);
  if (existing === null) return;
  if (!existing.isFile()) throw notAFile(target, kindOf(existing));
  for (const path of neverOverwrite) {
    const kept = await statOrNull(path);
    if (kept !== null && kept.dev === existing.dev && kept.ino === existing.ino) {
      throw new WdhError(
        `Writing to ${target} would overwrite the input ${path}. Nothing was written; choose another file.`,
        { code: 'WOULD_OVERWRITE_INPUT', category: 'usage' },
      );
    }
  }
}

/** Follows links; null where nothing is. */
async function statOrNull(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
