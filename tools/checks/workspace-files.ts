import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';

/** The files of the workspace that are not ignored by git. */
export interface WorkspaceFiles {
  /** Sorted, relative to the root, with forward slashes. */
  readonly paths: readonly string[];
  readonly read: (path: string) => string;
}

/** Lists the files under `root` that `.gitignore` does not match. Does not run git. */
export function listWorkspaceFiles(root: string): WorkspaceFiles {
  const ignored = ignore()
    .add(readFileSync(join(root, '.gitignore'), 'utf8'))
    .add('.git');
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return ignored.ignores(`${path}/`) ? [] : walk(path);
      return entry.isFile() && !ignored.ignores(path) ? [path] : [];
    });
  return { paths: walk('').sort(), read: (path) => readFileSync(join(root, path), 'utf8') };
}
