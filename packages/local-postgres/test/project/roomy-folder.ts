import { execFile } from 'node:child_process';
import { chmod, mkdtemp, realpath, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const neededBytes = 1024 ** 3;

async function canExecuteIn(folder: string): Promise<boolean> {
  const script = path.join(folder, 'try.sh');
  try {
    await writeFile(script, '#!/bin/sh\n', { mode: 0o755 });
    await run(script);
    return true;
  } catch {
    return false;
  } finally {
    await rm(script, { force: true });
  }
}

/** Creates a folder in memory; undefined if there is no space, or programs may not run there. */
async function folderInMemory(): Promise<string | undefined> {
  try {
    const { bavail, bsize } = await statfs('/dev/shm');
    if (bavail * bsize < neededBytes) return undefined;
    const folder = await mkdtemp('/dev/shm/wdh-test-');
    if (await canExecuteIn(folder)) return folder;
    await rm(folder, { recursive: true });
  } catch {
    // Not every system has it.
  }
  return undefined;
}

/**
 * Creates a folder for clusters and programs, in memory where possible, as creating a kept cluster
 * flushes it to disk.
 */
export async function roomyFolder(mode: number): Promise<string> {
  const folder = (await folderInMemory()) ?? (await mkdtemp(path.join(tmpdir(), 'wdh-test-')));
  await chmod(folder, mode);
  return realpath(folder);
}
