import { posix } from 'node:path';
import type { WorkspaceFiles } from '../../checks/workspace-files.js';

/** An entry point of a published package. */
export interface EntryPoint {
  /** The folder of the package, relative to the root. */
  readonly folder: string;
  /** Its declarations, relative to that folder. */
  readonly types: string;
  /** Its report, relative to the root. */
  readonly report: string;
}

interface Manifest {
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** Lists the entry points of every published package. */
export function entryPoints({ paths, read }: WorkspaceFiles): readonly EntryPoint[] {
  return paths
    .filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))
    .flatMap((path) => {
      const { exports = {}, private: isPrivate = false } = JSON.parse(read(path)) as Manifest;
      const folder = posix.dirname(path);
      return isPrivate
        ? []
        : Object.entries(exports).flatMap(([entry, target]): EntryPoint[] => {
            if (typeof target === 'string' || target.types === undefined) return [];
            const name = [posix.basename(folder), ...entry.split('/').slice(1)].join('.');
            return [{ folder, types: target.types, report: `docs/reference/api/${name}.api.md` }];
          });
    });
}
