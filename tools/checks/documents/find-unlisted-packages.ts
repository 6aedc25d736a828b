import type { Finding } from '../finding.js';
import type { WorkspaceFiles } from '../workspace-files.js';

const page = 'docs/concepts/architecture.md';

interface Manifest {
  readonly nx?: { readonly tags?: readonly string[] };
}

/** Finds packages that the layer table of the architecture page does not list in their layer. */
export function findUnlistedPackages({ paths, read }: WorkspaceFiles): readonly Finding[] {
  const rows = read(page).split('\n');
  return paths.flatMap((path) => {
    const [, name] = /^packages\/([^/]+)\/package\.json$/.exec(path) ?? [];
    if (name === undefined) return [];
    const { nx } = JSON.parse(read(path)) as Manifest;
    const tag = nx?.tags?.find((candidate) => candidate.startsWith('layer:')) ?? 'layer:?';
    const layer = tag.replace('layer:', '').replace('-', ' ');
    const row = rows.find((line) => line.startsWith(`| ${layer} `)) ?? '';
    return row.includes(`\`${name}\``)
      ? []
      : [{ path: page, message: `the layer "${layer}" does not list \`${name}\`` }];
  });
}
