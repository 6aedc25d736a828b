import { randomBytes } from 'node:crypto';
import { appendFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { FaultNotInjectedError } from '../injection/fault-not-injected-error.js';

/** A device on which every write fails with ENOSPC, on Linux. */
export const fullDevice = '/dev/full';

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new FaultNotInjectedError(`there is no file ${file}`);
  return found.size;
}

/** Replaces a file atomically: a reader of the old one does not see the new one. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  await sizeOf(file);
  const successor = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(successor, content);
  await rename(successor, file);
}

/** Truncates a file after `bytes` bytes. @throws FaultNotInjectedError where it is not longer than that */
export async function truncateFile(file: string, bytes: number): Promise<void> {
  const size = await sizeOf(file);
  if (size <= bytes) throw new FaultNotInjectedError(`${file} has no more than ${bytes} bytes`);
  await truncate(file, bytes);
}

/** Appends to a file. */
export async function growFile(file: string, content: string | Buffer): Promise<void> {
  await sizeOf(file);
  await appendFile(file, content);
}
