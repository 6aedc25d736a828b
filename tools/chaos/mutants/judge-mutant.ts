import { relative } from 'node:path';
import { readChaosReport, type VitestReport } from '../report/chaos-test.js';
import type { Mutant } from './mutant.js';

/** How a run of tests ended: what it returned and reported. */
export interface TestRun {
  readonly exitCode: number | null;
  /** Null: it left none. */
  readonly report: VitestReport | null;
}

/** What the tests made of a bug. */
export interface MutantVerdict {
  /** `broken`: the tests cannot tell, as they did not run as they should. */
  readonly result: 'noticed' | 'survived' | 'broken';
  /** Of the faults that the mutant names, those whose tests failed. */
  readonly noticedBy: readonly string[];
  /** What is to be said besides. */
  readonly detail: string;
}

const broken = (detail: string): MutantVerdict => ({ result: 'broken', noticedBy: [], detail });

/** Names the files that failed to load: their tests are not even listed. */
function filesNotLoaded({ testResults }: VitestReport, root: string): readonly string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => `${relative(root, name)} failed to load: ${message}`);
}

/** Judges a run with the bug in place: only a failing test of a fault that the mutant names notices it. */
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
 * Judges a run without any bug, of all tests that are to notice the mutants of a project: returns what
 * is wrong. It must be green, and each fault that a mutant names must be tested in its files.
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
