import { posix } from 'node:path';
import type { WorkspaceFiles } from '../workspace-files.js';
import type { GeneratedTable } from './generated-table.js';

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly private?: boolean;
}

/** The table of published packages in the README of the project, from their `package.json` files. */
export function packageTable({ paths, read }: WorkspaceFiles): GeneratedTable {
  const rows = paths
    .filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))
    .map((path) => ({ ...(JSON.parse(read(path)) as Manifest), folder: posix.dirname(path) }))
    .filter((manifest) => manifest.private !== true)
    .map(({ name, description, folder }) => [`[\`${name}\`](${folder})`, description]);
  return { path: 'README.md', name: 'packages', header: ['package', 'what it does'], rows };
}
