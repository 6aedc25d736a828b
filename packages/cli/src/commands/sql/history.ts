import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Lines that are kept. */
export const historySize = 1_000;

const secret = /password|postgres(?:ql)?:\/\//i;

/** Returns whether an input may contain a password: none of its lines is kept. */
export function hasSecret(input: string): boolean {
  return secret.test(input);
}

/** Reads the history, the latest line first; empty if there is none. */
export async function readHistory(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-historySize)
    .reverse();
}

/** Writes the history, readable for its owner only. */
export async function writeHistory(file: string, latestFirst: readonly string[]): Promise<void> {
  const kept = latestFirst.filter((line) => !hasSecret(line)).slice(0, historySize);
  await mkdir(path.dirname(file), { recursive: true });
  // The mode of a file that exists is not changed by writing it.
  await chmod(file, 0o600).catch(() => undefined);
  await writeFile(file, `${[...kept].reverse().join('\n')}\n`, { mode: 0o600 });
}
