import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readChaosReport, type VitestReport } from '../report/chaos-test.js';
import { runCommand } from '../run/run-command.js';
import { applyMutant, type Mutant } from './mutant.js';

/** What the tests made of a bug. */
export interface MutantResult {
  readonly mutant: Mutant;
  /** Ids of the faults whose tests failed. None: the bug lives. */
  readonly noticedBy: readonly string[];
  readonly durationMs: number;
}

/** The tests of an app start what was built of it and of all that it uses. */
async function build(cwd: string): Promise<void> {
  const code = await runCommand(['npx', 'tsc', '--build', 'tsconfig.lib.json'], {
    cwd,
    isShown: true,
  });
  if (code !== 0) throw new Error('The bug does not compile: bring the mutant up to date.');
}

/**
 * Runs the tests of a project in a copy of the workspace up to the first that fails, and returns the
 * ids of those that did: some bugs make each test wait for its end.
 */
async function failingIds(root: string, project: string, files: readonly string[]) {
  const cwd = join(root, project);
  const report = join(cwd, 'test-results/chaos.json');
  rmSync(report, { force: true });
  const paths = files.map((file) => `test/chaos/${file}`);
  await build(cwd);
  await runCommand(['npm', 'run', '--silent', 'test:chaos', '--', '--bail=1', ...paths], {
    cwd,
    isShown: false,
  });
  if (!existsSync(report)) throw new Error(`The tests of ${project} did not run.`);
  const { tests } = readChaosReport(
    JSON.parse(readFileSync(report, 'utf8')) as VitestReport,
    root,
    null,
  );
  if (tests.every(({ status }) => status === 'skipped')) {
    throw new Error(`No test of ${project} ran: ${paths.join(', ')}`);
  }
  const failed = tests.filter(({ status }) => status === 'failed');
  return [...new Set(failed.map(({ id }) => id))].sort();
}

/** Puts one bug into a copy of the workspace, runs the tests that must notice, and takes it out. */
export async function runMutant(root: string, mutant: Mutant): Promise<MutantResult> {
  const file = join(root, mutant.file);
  const original = readFileSync(file, 'utf8');
  const start = performance.now();
  writeFileSync(file, applyMutant(mutant, original));
  try {
    const { project, files } = mutant.noticedBy;
    const noticedBy = await failingIds(root, project, files);
    return { mutant, noticedBy, durationMs: performance.now() - start };
  } finally {
    writeFileSync(file, original);
  }
}
