import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { environment } from '../environment.js';

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');

/** Runs Nx with its output shown, on every system, and returns its exit code. */
export function runNx(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): number {
  const { status } = spawnSync(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    stdio: 'inherit',
    env: { ...environment, ...variables },
  });
  return status ?? 1;
}
