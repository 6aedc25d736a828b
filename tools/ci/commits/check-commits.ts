/**
 * Checks the messages of the commits of a branch with commitlint, and that of its pull request: `TITLE`
 * and `DESCRIPTION`. On main it checks the last commit.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { affectedBase } from '../affected/affected-base.js';
import { environment } from '../environment.js';

const commitlint = join(workspaceRoot, 'node_modules/@commitlint/cli/cli.js');
const config = join(workspaceRoot, 'tools/ci/commits/commitlint.config.mjs');
const git = (...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
};

/** Runs commitlint, on `text` where it is given, and reports whether the messages are correct. */
function lint(args: readonly string[], text?: string): boolean {
  const { status } = spawnSync(process.execPath, [commitlint, '--config', config, ...args], {
    cwd: workspaceRoot,
    ...(text === undefined ? {} : { input: text }),
    stdio: [text === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'],
  });
  return status === 0;
}

const base = affectedBase(git, environment['NX_BASE']);
const { TITLE = '', DESCRIPTION = '' } = environment;
if (base === null) console.log('There is no commit to compare with: no message was checked.');
const areCorrect = [
  base === null || lint(['--from', base, '--to', 'HEAD']),
  TITLE === '' || lint([], `${TITLE}\n\n${DESCRIPTION}`),
];
if (areCorrect.includes(false)) process.exitCode = 1;
