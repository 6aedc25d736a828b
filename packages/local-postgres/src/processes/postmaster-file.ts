import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The content of a running server's `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number;
  readonly isReady: boolean;
}

/**
 * Reads the lines of `postmaster.pid`; undefined when it is empty or not yet written up to the
 * port.
 *
 * @see https://doxygen.postgresql.org/pidfile_8h.html
 */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const [pid, dataDir, , port, , , , status] = text.split('\n');
  // A negative id belongs to a single-user backend.
  const parsed = { pid: Math.abs(Number(pid)), port: Number(port) };
  if (dataDir === undefined || port === undefined) return undefined;
  if (!Number.isInteger(parsed.pid) || parsed.pid === 0 || !Number.isInteger(parsed.port)) {
    return undefined;
  }
  return { ...parsed, dataDir, isReady: status?.trim() === 'ready' };
}

/** Reads the `postmaster.pid` of a data directory; undefined when there is none. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
