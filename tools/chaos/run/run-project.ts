import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadReport, readChaosReport, type VitestReport } from '../report/chaos-test.js';
import type { ChaosOptions } from './chaos-options.js';
import type { ChaosProject } from './chaos-projects.js';
import { runCommand } from './run-command.js';

const script = ['npm', 'run', '--silent', 'test:chaos', '--'];
const reportFile = join('test-results', 'chaos.json');

/**
 * Runs the chaos tests of one project on one version of the server, with the output on this
 * terminal.
 */
export async function runProject(
  root: string,
  { folder, hasServer }: ChaosProject,
  version: number,
  options: ChaosOptions,
): Promise<ReadReport> {
  const cwd = join(root, folder);
  rmSync(join(cwd, reportFile), { force: true });
  const folders = options.categories.map((category) => `test/chaos/${category}/`);
  const filters = options.scope === 'smoke' ? ['--tags-filter=!full'] : [];
  const exitCode = await runCommand([...script, '--passWithNoTests', ...filters, ...folders], {
    cwd,
    isShown: true,
    env: {
      PG_VERSION: String(version),
      CHAOS_SEED: String(options.seed),
      ...(options.runs === null ? {} : { CHAOS_RUNS: String(options.runs) }),
    },
  });
  if (!existsSync(join(cwd, reportFile))) {
    return { tests: [], problems: [`${folder} wrote no report (exit code ${exitCode ?? 'none'})`] };
  }
  const report = JSON.parse(readFileSync(join(cwd, reportFile), 'utf8')) as VitestReport;
  const read = readChaosReport(report, root, hasServer ? version : null);
  const isFailedUnseen =
    exitCode !== 0 &&
    read.problems.length === 0 &&
    read.tests.every(({ status }) => status !== 'failed');
  return isFailedUnseen
    ? { ...read, problems: [`${folder} ended with ${exitCode ?? 'none'}: see its output`] }
    : read;
}
