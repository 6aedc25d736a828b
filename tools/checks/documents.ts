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
import type { MeasuredGroups } from './speed/measured-groups.js';
import { speedPlot } from './speed/speed-plot.js';
import { speedTables } from './speed/speed-tables.js';
import { checks } from './verify/check.js';
import { scriptNames } from './workflows/script-names.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const { values } = parseArgs({ options: { renew: { type: 'boolean', default: false } } });
const files = listWorkspaceFiles(workspaceRoot);

/** What renewed files contain so far: a document may have several tables. */
const renewed = new Map<string, string>();
const textOf = (path: string): string => renewed.get(path) ?? files.read(path);

function compare(path: string, wanted: string, what: string): readonly Finding[] {
  if (wanted === textOf(path)) return [];
  if (!values.renew) return [{ path, message: `${what} is out of date: npm run renew -- docs` }];
  renewed.set(path, wanted);
  writeFileSync(join(workspaceRoot, path), wanted);
  return [];
}

const compareTable = (table: GeneratedTable): readonly Finding[] =>
  compare(table.path, withTable(textOf(table.path), table), `the table "${table.name}"`);

const figures = JSON.parse(files.read('docs/concepts/performance.json')) as MeasuredGroups;
const { scripts } = JSON.parse(files.read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const { nodes } = await createProjectGraphAsync();
const targets = Object.fromEntries(
  Object.values(nodes).map(({ name, data }) => [name, Object.keys(data.targets ?? {})]),
);
const commands = { scripts: scriptNames(scripts), checks: checks.map(({ name }) => name), targets };
reportFindings('Documents', [
  ...[packageTable(files), workflowTable(files), ...speedTables(figures)].flatMap(compareTable),
  ...compare('docs/concepts/performance.svg', speedPlot(figures), 'the plot'),
  ...files.paths
    .filter((path) => /^(?:README|docs\/concepts\/.*)\.md$/.test(path))
    .flatMap((path) => findAbsentFiles(path, files.read(path), files.paths)),
  ...findUnlistedPackages(files),
  ...files.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => findAbsentCommands(path, files.read(path), commands)),
]);
