/**
 * Runs the tests of a kind in every project and measures what they cover: `cover.ts unit`.
 *
 * The programs that tests start leave what they covered below `coverage/programs`.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { testKinds, type TestKind } from '../checks/verify/test-kinds.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from './environment.js';

const isKind = (kind: string | undefined): kind is TestKind =>
  kind !== undefined && kind in testKinds;
const kind = process.argv[2];
if (!isKind(kind)) throw new Error(`Say which tests: ${Object.keys(testKinds).join(', ')}`);

const programs = join(workspaceRoot, 'coverage', 'programs', kind);
rmSync(programs, { recursive: true, force: true });
const { status } = spawnSync(
  'nx',
  [
    'run-many',
    `--target=${testKinds[kind]}`,
    // Nx would keep the reports, but not what programs covered.
    ...(kind === 'unit' ? [] : ['--skip-nx-cache']),
    '--',
    '--coverage.enabled',
    '--coverage.include=src/**/*.ts',
    '--coverage.exclude=**/*.test-d.ts',
    '--coverage.reporter=json',
    `--coverage.reportsDirectory=coverage/${kind}`,
  ],
  {
    cwd: workspaceRoot,
    stdio: 'inherit',
    env: { ...environment, WDH_PROGRAM_COVERAGE: programs },
  },
);
process.exitCode = status ?? 1;
