/**
 * Puts known bugs back, one at a time, in a copy of the workspace: `npm run test:chaos:mutants`.
 * Each must turn the chaos tests red. `-- NAME` runs those whose name contains it.
 */
import { copyWorkspace } from '../checks/boundaries/workspace-copy.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { mutants } from './mutants/mutants.js';
import { runMutant } from './mutants/run-mutant.js';

const wanted = process.argv[2] ?? '';
const chosen = mutants.filter(({ name }) => name.includes(wanted));
if (chosen.length === 0) {
  console.error(`No mutant is called "${wanted}": ${mutants.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const copy = copyWorkspace(workspaceRoot);
try {
  const width = Math.max(...chosen.map(({ name }) => name.length));
  console.log(`${'bug'.padEnd(width)}  result    noticed by`);
  for (const mutant of chosen) {
    const { noticedBy, durationMs } = await runMutant(copy.root, mutant);
    const isNoticed = noticedBy.length > 0;
    console.log(
      `${mutant.name.padEnd(width)}  ${isNoticed ? 'noticed ' : 'SURVIVED'}  ` +
        `${noticedBy.join(', ')} (${(durationMs / 1000).toFixed(0)} s)`,
    );
    if (!isNoticed) process.exitCode = 1;
  }
} finally {
  copy.remove();
}
