/**
 * Installs the Git hooks of `.lefthook.yml`: `npm run hooks`; `npm run hooks -- uninstall` removes
 * them. Runs the binary of lefthook: its package `lefthook` would install hooks by a script of its own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';

const system = process.platform === 'win32' ? 'windows' : process.platform;
const name = `lefthook-${system}-${process.arch}`;
const file = process.platform === 'win32' ? 'lefthook.exe' : 'lefthook';
const lefthook = join(workspaceRoot, 'node_modules', name, 'bin', file);
const [command = 'install'] = process.argv.slice(2);

if (command !== 'install' && command !== 'uninstall') {
  console.error(`"${command}" is not an option: npm run hooks, or npm run hooks -- uninstall.`);
  process.exitCode = 2;
} else if (existsSync(lefthook)) {
  const { status } = spawnSync(lefthook, [command], { cwd: workspaceRoot, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.error(`The package ${name} is not installed: run npm ci, without --omit=optional.`);
  process.exitCode = 1;
}
