import { isServerOf } from './is-server-of.js';
import { type PostmasterFile, readPostmasterFile } from './postmaster-file.js';

/** The content of `postmaster.pid`: a running server, or the rest of a dead process. */
export type FoundServer =
  | { readonly kind: 'running'; readonly server: PostmasterFile }
  | { readonly kind: 'stale'; readonly pid: number }
  | { readonly kind: 'none' };

/** Finds the server of a data directory. `dataDir` is a real path without links. */
export async function findServer(dataDir: string): Promise<FoundServer> {
  const file = await readPostmasterFile(dataDir);
  if (file === undefined) return { kind: 'none' };
  if (await isServerOf(file.pid, dataDir)) return { kind: 'running', server: file };
  return { kind: 'stale', pid: file.pid };
}
