import { chmod, mkdtemp, realpath, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const neededBytes = 1024 ** 3;

/**
 * Makes a folder for clusters, in memory where there is room: those that are kept are flushed to
 * disk when they are made.
 */
export async function roomyFolder(mode: number): Promise<string> {
  const memory = '/dev/shm';
  const found = await statfs(memory).catch(() => undefined);
  const hasRoom = found !== undefined && found.bavail * found.bsize > neededBytes;
  const folder = await mkdtemp(path.join(hasRoom ? memory : tmpdir(), 'wdh-test-'));
  await chmod(folder, mode);
  return realpath(folder);
}
