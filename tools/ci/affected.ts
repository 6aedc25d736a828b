/**
 * Runs targets in the projects that a change affects: `affected.ts lint build`.
 *
 * `--shard 1/4` runs the first quarter of them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../checks/workspace-root.js';
import { affectedBase } from './affected/affected-base.js';
import { outsideShard } from './affected/shard.js';
import { environment } from './environment.js';
import { checkSuiteTime } from './suites/check-suite-time.js';
import { runNx } from './suites/run-nx.js';

const { values, positionals: targets } = parseArgs({
  allowPositionals: true,
  options: { shard: { type: 'string', default: '1/1' } },
});
const options = { cwd: workspaceRoot, encoding: 'utf8' } as const;
const git = (...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync('git', args, options);
  return status === 0 ? stdout.trim() : null;
};
const base = affectedBase(git, environment['NX_BASE']);
const affected = JSON.parse(
  execFileSync(
    'nx',
    ['show', 'projects', '--json', ...(base === null ? [] : ['--affected', `--base=${base}`])],
    options,
  ),
) as readonly string[];
console.log(`Since ${base ?? 'ever'}: ${affected.join(', ') || 'nothing'}`);

const since = Date.now();
const status = runNx([
  ...(base === null ? ['run-many'] : ['affected', `--base=${base}`]),
  `--targets=${targets.join(',')}`,
  `--exclude=${outsideShard(affected, values.shard).join(',')}`,
]);
const isInTime = !targets.includes('test') || checkSuiteTime('unit', since);
process.exitCode = status === 0 && !isInTime ? 1 : status;
