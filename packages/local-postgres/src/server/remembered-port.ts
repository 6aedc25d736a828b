import { randomBytes } from 'node:crypto';
import { lchown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerAccount } from '../account/server-account.js';

function portFile(dataDir: string): string {
  return path.join(dataDir, 'wdh-port');
}

/** Returns the port that a file contains; undefined for anything else. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}\n?$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Returns the port that the server of a data directory used the last time. */
export async function rememberedPort(dataDir: string): Promise<number | undefined> {
  return readFile(portFile(dataDir), 'utf8').then(parsePort, () => undefined);
}

/** Stores the port of the server in its data directory, for the next start. */
export async function rememberPort(
  dataDir: string,
  account: ServerAccount,
  port: number,
): Promise<void> {
  const file = portFile(dataDir);
  const unfinished = `${file}.new-${randomBytes(4).toString('hex')}`;
  try {
    // Exclusive and renamed: complete or absent, and never written through a link.
    await writeFile(unfinished, `${port}\n`, { mode: 0o600, flag: 'wx' });
    if (account.ids !== undefined) await lchown(unfinished, account.ids.uid, account.ids.gid);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
