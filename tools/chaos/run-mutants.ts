/**
 * Inserts known bugs, one at a time, in a copy of the workspace: `npm run ci -- chaos-mutants`. The
 * tests of a mutant must fail with its bug and pass without it. `-- NAME` runs the mutants whose
 * name contains it.
 */
import { copyWorkspace } from '../checks/boundaries/workspace-copy.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { type MutantResult, writeMutantReport } from './mutants/mutant-report.js';
import { mutants } from './mutants/mutants.js';
import { runBaseline, runMutant } from './mutants/run-mutant.js';
import { reportFolder } from './report/read-report.js';

const wanted = process.argv[2] ?? '';
const chosen = mutants.filter(({ name }) => name.includes(wanted));
if (chosen.length === 0) {
  console.error(`No mutant is called "${wanted}": ${mutants.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const copy = copyWorkspace(workspaceRoot);
try {
  const redWithout = new Map<string, readonly string[]>();
  for (const project of new Set(chosen.map(({ noticedBy }) => noticedBy.project))) {
    const start = performance.now();
    const own = chosen.filter(({ noticedBy }) => noticedBy.project === project);
    const wrong = await runBaseline(copy.root, project, own);
    redWithout.set(project, wrong);
    console.log(`${project}, without a bug: ${wrong.join('; ') || 'green'} (${seconds(start)})`);
  }
  const width = Math.max(...chosen.map(({ name }) => name.length));
  console.log(`\n${'bug'.padEnd(width)}  result detected by`);
  const results: MutantResult[] = [];
  for (const mutant of chosen) {
    const start = performance.now();
    const wrong = redWithout.get(mutant.noticedBy.project) ?? [];
    const verdict =
      wrong.length > 0
        ? {
            result: 'broken' as const,
            noticedBy: [],
            detail: `red without it: ${wrong.join('; ')}`,
          }
        : await runMutant(copy.root, mutant);
    const { result, noticedBy, detail } = verdict;
    results.push({ name: mutant.name, ...verdict });
    // After each mutant, so that a stopped run keeps its results.
    writeMutantReport(reportFolder, results);
    const shown = result === 'noticed' ? result : result.toUpperCase();
    const details = noticedBy.join(', ') || detail || 'nothing';
    console.log(`${mutant.name.padEnd(width)}  ${shown.padEnd(8)}  ${details} (${seconds(start)})`);
    if (result !== 'noticed') process.exitCode = 1;
  }
} finally {
  copy.remove();
}
