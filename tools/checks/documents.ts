/** Checks tables, commands and names of files in documents against their sources; `--renew` writes the tables. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProjectGraphAsync } from '@nx/devkit';
import { findAbsentCommands } from './documents/find-absent-commands.js';
import { findAbsentFiles } from './documents/find-absent-files.js';
import { findUnlistedPackages } from './documents/find-unlisted-packages.js';
import { type GeneratedTable, withTable } from './documents/generated-table.js';
import { packageTable } from './documents/package-table.js';
import { workflowTable } from './documents/workflow-table.js';
import { type Finding, reportFindings } from './finding.js';
import { checks } from './verify/check.js';
import { scriptNames } from './workflows/script-names.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const { values } = parseArgs({ options: { renew: { type: 'boolean', default: false } } });
const files = listWorkspaceFiles(workspaceRoot);

function compare(table: GeneratedTable): readonly Finding[] {
  const { path, name } = table;
  const wanted = withTable(files.read(path), table);
  if (wanted === files.read(path)) return [];
  if (!values.renew)
    return [{ path, message: `the table "${name}" is out of date: npm run renew -- docs` }];
  writeFileSync(join(workspaceRoot, path), wanted);
  return [];
}

const { scripts } = JSON.parse(files.read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const { nodes } = await createProjectGraphAsync();
const targets = Object.fromEntries(
  Object.values(nodes).map(({ name, data }) => [name, Object.keys(data.targets ?? {})]),
);
const commands = { scripts: scriptNames(scripts), checks: checks.map(({ name }) => name), targets };
reportFindings('Documents', [
  ...[packageTable(files), workflowTable(files)].flatMap(compare),
  ...files.paths
    .filter((path) => /^(?:README|docs\/concepts\/.*)\.md$/.test(path))
    .flatMap((path) => findAbsentFiles(path, files.read(path), files.paths)),
  ...findUnlistedPackages(files),
  ...files.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => findAbsentCommands(path, files.read(path), commands)),
]);
