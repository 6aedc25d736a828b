import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listWorkspaceFiles } from '../workspace-files.js';

/** A copy of the workspace in a temporary folder, which a check may break. */
export interface WorkspaceCopy {
  readonly root: string;
  readonly remove: () => void;
}

/**
 * Copies the files of the workspace. Installed packages are linked, not copied; links to our own
 * packages point into the copy.
 */
export function copyWorkspace(root: string): WorkspaceCopy {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-copy-')));
  for (const path of listWorkspaceFiles(root).paths) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  for (const folder of ['', ...nestedInstalls(root)])
    linkPackages(join(root, folder), join(copy, folder));
  return {
    root: copy,
    remove: () => {
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

/** Workspace folders with their own `node_modules`, for other versions. */
function nestedInstalls(root: string): readonly string[] {
  return ['packages', 'apps', 'tools']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
    .filter((folder) =>
      ['package.json', 'node_modules'].every((name) => existsSync(join(root, folder, name))),
    );
}

function linkPackages(from: string, to: string): void {
  const installed = join(from, 'node_modules');
  const links = join(to, 'node_modules');
  mkdirSync(links);
  for (const name of readdirSync(installed)) {
    if (name === '@wdh') linkOwnPackages(join(installed, name), join(links, name));
    else if (name !== '.cache') symlinkSync(join(installed, name), join(links, name));
  }
}

/** Links to our own packages are relative and point into the copy when copied unchanged. */
function linkOwnPackages(installed: string, links: string): void {
  mkdirSync(links);
  for (const entry of readdirSync(installed, { withFileTypes: true })) {
    const from = join(installed, entry.name);
    symlinkSync(entry.isSymbolicLink() ? readlinkSync(from) : from, join(links, entry.name));
  }
}
