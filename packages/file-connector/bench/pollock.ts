import { scoreOf } from '../test/support/pollock/pollock-score.js';
import type { PollutedFile } from '../test/support/pollock/polluted-file.js';
import { pollutedFiles } from '../test/support/pollock/polluted-files.js';

const kinds = new Map<string, PollutedFile[]>();
for (const file of pollutedFiles()) {
  kinds.set(file.kind, [...(kinds.get(file.kind) ?? []), file]);
}
const scores = async (files: Iterable<PollutedFile>) => {
  const { strict, lenient } = await scoreOf(files);
  return {
    files: strict.files,
    strict: strict.score.toFixed(3),
    lenient: lenient.score.toFixed(3),
    'repaired correctly': lenient.rightRepairs,
    wrongly: lenient.wrongRepairs.length,
  };
};
const table: Record<string, Awaited<ReturnType<typeof scores>>> = {};
for (const [kind, files] of kinds) table[kind] = await scores(files);
table['all'] = await scores(pollutedFiles());
console.table(table);
