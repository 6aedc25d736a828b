/**
 * Shows what `npm run release` would do with the committed files: versions, changelog, tag.
 *
 * It works on a clone, so that nothing is changed here, and does not call GitHub.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-release-')));
try {
  execFileSync('git', ['clone', '--quiet', workspaceRoot, folder], { stdio: 'inherit' });
  const settings = join(folder, 'nx.json');
  const text = readFileSync(settings, 'utf8');
  writeFileSync(settings, text.replace('"createRelease": "github"', '"createRelease": false'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const { status } = spawnSync('npx', ['nx', 'release', '--dry-run', '--skip-publish'], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...environment, NX_DAEMON: 'false' },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
