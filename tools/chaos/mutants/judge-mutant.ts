import { relative } from 'node:path';
import { readChaosReport, type VitestReport } from '../report/chaos-test.js';
import type { Mutant } from './mutant.js';

/** The result of a run of tests: exit code and report. */
export interface TestRun {
  readonly exitCode: number | null;
  /** Null if there is none. */
  readonly report: VitestReport | null;
}

/** The result of the tests for a bug. */
export interface MutantVerdict {
  /** `broken`: unknown, because the tests did not run correctly. */
  readonly result: 'noticed' | 'survived' | 'broken';
  /** The faults of the mutant whose tests failed. */
  readonly noticedBy: readonly string[];
  /** Further details. */
  readonly detail: string;
}

const broken = (detail: string): MutantVerdict => ({ result: 'broken', noticedBy: [], detail });

/** Returns the files that failed to load: the report does not list their tests. */
function filesNotLoaded({ testResults }: VitestReport, root: string): readonly string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => `${relative(root, name)} failed to load: ${message}`);
}

/** Judges a run with the bug: only a failing test of one of the mutant's faults detects it. */
export function judgeMutant(
  { noticedBy: { ids } }: Mutant,
  root: string,
  { exitCode, report }: TestRun,
): MutantVerdict {
  if (report === null) return broken('no report');
  const notLoaded = filesNotLoaded(report, root);
  if (notLoaded.length > 0) return broken(notLoaded.join('; '));
  const { tests, problems } = readChaosReport(report, root, null);
  const failed = new Set(tests.flatMap(({ id, status }) => (status === 'failed' ? [id] : [])));
  const noticedBy = ids.filter((id) => failed.has(id));
  if (noticedBy.length > 0) return { result: 'noticed', noticedBy, detail: '' };
  if (problems.length > 0) return broken(problems.join('; '));
  if (failed.size > 0) {
    const detail = `red for another reason: ${[...failed].sort().join(', ')}`;
    return { result: 'survived', noticedBy, detail };
  }
  if (tests.every(({ status }) => status === 'skipped')) return broken('no test ran');
  if (exitCode !== 0) return broken(`no test failed, but the run ended with ${exitCode ?? 'none'}`);
  return { result: 'survived', noticedBy, detail: '' };
}

/**
 * Judges a run without any bug, of all tests that must detect the mutants of a project: returns the
 * problems. The run must be green, and the files of each mutant must test its faults.
 */
export function judgeBaseline(
  mutants: readonly Mutant[],
  root: string,
  { exitCode, report }: TestRun,
): readonly string[] {
  if (report === null) return ['no report'];
  const { tests, problems } = readChaosReport(report, root, null);
  const failed = tests.filter(({ status }) => status === 'failed');
  const wrong = [...problems, ...failed.map(({ title, file }) => `${file}: "${title}" failed`)];
  if (wrong.length > 0) return wrong;
  if (exitCode !== 0) return [`the run ended with ${exitCode ?? 'none'}`];
  const passed = tests.filter(({ status }) => status === 'passed');
  return mutants.flatMap(({ name, noticedBy: { project, files, ids } }) => {
    const paths = files.map((file) => `${project}/test/chaos/${file}`);
    const own = passed.filter(({ file }) => paths.some((path) => file.startsWith(path)));
    return ids
      .filter((wanted) => own.every(({ id }) => id !== wanted))
      .map((id) => `"${name}": no test of ${id} passed in ${paths.join(', ')}`);
  });
}
