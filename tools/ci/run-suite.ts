/**
 * Runs the tests of a kind in every project, and fails if they exceed their time limit:
 * `run-suite.ts unit`. `--coverage` also measures coverage; programs that tests start write theirs
 * to `coverage/programs`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testKinds } from '../checks/verify/test-kinds.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { checkSuiteTime } from './suites/check-suite-time.js';
import { runNx } from './suites/run-nx.js';
import { suiteLimitsMs, type TimedKind } from './suites/suite-time.js';

const isTimed = (kind: string | undefined): kind is TimedKind =>
  kind !== undefined && kind in suiteLimitsMs;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { coverage: { type: 'boolean', default: false } },
});
const [kind] = positionals;
if (!isTimed(kind))
  throw new Error(`State the kind of test: ${Object.keys(suiteLimitsMs).join(', ')}`);

const programs = join(workspaceRoot, 'coverage', 'programs', kind);
if (values.coverage) rmSync(programs, { recursive: true, force: true });
const since = Date.now();
const status = runNx(
  [
    'run-many',
    `--target=${testKinds[kind]}`,
    ...(values.coverage
      ? [
          // Nx would cache the reports, but not the coverage of programs.
          ...(kind === 'unit' ? [] : ['--skip-nx-cache']),
          '--',
          '--coverage.enabled',
          '--coverage.include=src/**/*.ts',
          '--coverage.exclude=**/*.test-d.ts',
          '--coverage.reporter=json',
          `--coverage.reportsDirectory=coverage/${kind}`,
        ]
      : []),
  ],
  values.coverage ? { WDH_PROGRAM_COVERAGE: programs } : {},
);
const isInTime = checkSuiteTime(kind, since);
process.exitCode = status === 0 && !isInTime ? 1 : status;
