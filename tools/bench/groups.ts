/**
 * Measures groups of figures, each by the benchmark of its package: `npm run bench -- --only
 * append,wide --rounds 5`. Without `--only`, runs every benchmark of the workspace.
 *
 * `--json FILE` adds the figures to a file, in which other groups stay. Other arguments go to the
 * benchmarks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type BenchOutput,
  type MeasuredGroups,
  withGroups,
} from '../checks/speed/measured-groups.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { groupsByPackage } from './groups/bench-groups.js';
import { splitArguments } from './groups/split-arguments.js';

const { only, json, others } = splitArguments(process.argv.slice(2));
const start = (args: readonly string[]): number =>
  spawnSync('npx', args, { cwd: workspaceRoot, stdio: 'inherit' }).status ?? 1;

if (only.length === 0) {
  process.exitCode = start(['nx', 'run-many', '-t', 'bench', '--parallel=1', ...others]);
}
const folder = mkdtempSync(join(tmpdir(), 'wdh-figures-'));
for (const [project, groups] of groupsByPackage(only)) {
  const output = join(folder, 'figures.json');
  const writing = json === null ? [] : ['--json', output];
  const status = spawnSync(
    'npm',
    ['run', 'bench', '-w', project, '--', '--only', groups.join(), ...others, ...writing],
    { cwd: workspaceRoot, stdio: 'inherit' },
  ).status;
  if (status !== 0) process.exitCode = status ?? 1;
  if (json === null || !existsSync(output)) continue;
  const path = resolve(json);
  const earlier = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as MeasuredGroups)
    : {};
  const measured = JSON.parse(readFileSync(output, 'utf8')) as BenchOutput;
  writeFileSync(path, `${JSON.stringify(withGroups(earlier, measured, new Date()), null, 2)}\n`);
  rmSync(output);
}
rmSync(folder, { recursive: true });
