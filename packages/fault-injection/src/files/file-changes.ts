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

/** Puts another file in the place of one, at once: who reads the old one does not see it. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  await sizeOf(file);
  const successor = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(successor, content);
  await rename(successor, file);
}

/** Cuts a file off after so many bytes. @throws FaultNotInjectedError where it is no longer than that */
export async function truncateFile(file: string, bytes: number): Promise<void> {
  const size = await sizeOf(file);
  if (size <= bytes) throw new FaultNotInjectedError(`${file} has no more than ${bytes} bytes`);
  await truncate(file, bytes);
}

/** Lets a file grow. */
export async function growFile(file: string, content: string | Buffer): Promise<void> {
  await sizeOf(file);
  await appendFile(file, content);
}
