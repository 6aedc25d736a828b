import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VitestReport } from '../report/chaos-test.js';
import { runCommand } from '../run/run-command.js';
import { judgeBaseline, judgeMutant, type MutantVerdict, type TestRun } from './judge-mutant.js';
import { applyMutant, type Mutant } from './mutant.js';

/** The tests of a project to run. */
interface Selection {
  readonly project: string;
  /** Files or folders below its `test/chaos/`. */
  readonly files: readonly string[];
  readonly ids: readonly string[];
  /** Ends at the first failing test, because some bugs make each test run into its timeout. */
  readonly isUpToFirst: boolean;
}

/** Runs tests of a project in a copy of the workspace; null if the sources do not compile. */
async function runTests(
  root: string,
  { project, files, ids, isUpToFirst }: Selection,
): Promise<TestRun | null> {
  const cwd = join(root, project);
  const report = join(cwd, 'test-results/chaos.json');
  rmSync(report, { force: true });
  // The tests of an app start the built app and the built packages that it uses.
  const build = ['npx', 'tsc', '--build', 'tsconfig.lib.json'];
  if ((await runCommand(build, { cwd, isShown: true })) !== 0) return null;
  const args = [
    ...(isUpToFirst ? ['--bail=1'] : []),
    `--testNamePattern=\\b(${ids.join('|')}) `,
    ...files.map((file) => `test/chaos/${file}`),
  ];
  const exitCode = await runCommand(['npm', 'run', '--silent', 'test:chaos', '--', ...args], {
    cwd,
    isShown: false,
  });
  if (!existsSync(report)) return { exitCode, report: null };
  return { exitCode, report: JSON.parse(readFileSync(report, 'utf8')) as VitestReport };
}

/**
 * Runs, without any bug, all tests that must detect these mutants of one project. Returns the
 * problems.
 */
export async function runBaseline(
  root: string,
  project: string,
  mutants: readonly Mutant[],
): Promise<readonly string[]> {
  const files = [...new Set(mutants.flatMap(({ noticedBy }) => noticedBy.files))];
  const ids = [...new Set(mutants.flatMap(({ noticedBy }) => noticedBy.ids))];
  const run = await runTests(root, { project, files, ids, isUpToFirst: false });
  return run === null ? ['it does not compile'] : judgeBaseline(mutants, root, run);
}

/**
 * Inserts one bug into a copy of the workspace, runs the tests that must detect it, and removes it.
 */
export async function runMutant(root: string, mutant: Mutant): Promise<MutantVerdict> {
  const file = join(root, mutant.file);
  const original = readFileSync(file, 'utf8');
  writeFileSync(file, applyMutant(mutant, original));
  try {
    const run = await runTests(root, { ...mutant.noticedBy, isUpToFirst: true });
    return run === null
      ? { result: 'broken', noticedBy: [], detail: 'it does not compile' }
      : judgeMutant(mutant, root, run);
  } finally {
    writeFileSync(file, original);
  }
}
