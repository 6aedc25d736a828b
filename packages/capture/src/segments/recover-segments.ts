import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@wdh/pipeline-core';
import { moveFile } from './durable-files.js';
import { segmentNameOf } from './segment-name.js';
import { wholeLineBytes } from './whole-lines.js';

/** What an earlier capture left open. */
export interface RecoveredSegment {
  /** The name of the file; it is closed now. */
  readonly name: string;
  readonly bytes: number;
  /** The bytes of an incomplete last line, which was never acknowledged: they are removed. */
  readonly cutBytes: number;
}

/** The ending of a segment that is not closed. */
export const openEnding = '.part';

/**
 * Closes the segments that an ended process left open, each up to its last whole line. One without a
 * whole line is removed.
 */
export async function recoverSegments(
  openFolder: string,
  closedFolder: string,
  logger: Logger,
): Promise<readonly RecoveredSegment[]> {
  const recovered: RecoveredSegment[] = [];
  for (const file of await readdir(openFolder)) {
    const name = file.slice(0, -openEnding.length);
    if (!file.endsWith(openEnding) || segmentNameOf(name) === null) continue;
    const path = join(openFolder, file);
    const { bytes, cutBytes } = await cutToWholeLines(path);
    if (bytes === 0) await unlink(path);
    else await moveFile(path, join(closedFolder, name));
    logger.info('capture.segment.recovered', { segment: name, bytes, cutBytes });
    if (bytes > 0) recovered.push({ name, bytes, cutBytes });
  }
  return recovered;
}

async function cutToWholeLines(path: string) {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const bytes = await wholeLineBytes(file);
    if (bytes < size) await file.truncate(bytes);
    await file.sync();
    return { bytes, cutBytes: size - bytes };
  } finally {
    await file.close();
  }
}
