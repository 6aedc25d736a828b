/**
 * Renews the pictures of the console in the docs: the test that walks through its pages over real runs
 * takes them.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { environment } from '../environment.js';

const pictures = [
  ...['overview', 'job', 'launch', 'runs', 'run', 'rejects', 'quality', 'schedules', 'budgets'],
];
const target = join(workspaceRoot, 'docs', 'guides', 'images');

const folder = mkdtempSync(join(tmpdir(), 'wdh-pictures-'));
const test = ['vitest', 'run', '--project', 'integration', 'test/integration/console/walks'];
const { status } = spawnSync('npx', test, {
  cwd: join(workspaceRoot, 'packages', 'cli'),
  env: { ...environment, WDH_PICTURES: folder },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
if (status === 0) {
  mkdirSync(target, { recursive: true });
  for (const name of pictures.map((picture) => `console-${picture}.png`)) {
    copyFileSync(join(folder, name), join(target, name));
    const sizeKb = Math.round(statSync(join(target, name)).size / 1_000);
    console.log(`docs/guides/images/${name} ${String(sizeKb)} kB`);
  }
}
rmSync(folder, { recursive: true });
