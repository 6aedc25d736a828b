/**
 * Shows what `npm run release` would do with what is committed: versions, changelog, tag.
 *
 * It works on a clone that believes to come from GitHub, so that nothing here can change.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';

const { repository } = JSON.parse(
  readFileSync(join(workspaceRoot, 'packages/pipeline-core/package.json'), 'utf8'),
) as { readonly repository: { readonly url: string } };
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-release-')));
const git = (...args: readonly string[]): void => {
  execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
};
try {
  git('clone', '--quiet', workspaceRoot, '.');
  git('remote', 'set-url', 'origin', repository.url.replace(/^git\+/, ''));
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
