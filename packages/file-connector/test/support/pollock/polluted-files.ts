import { filePollutions } from './file-pollutions.js';
import type { PollutedFile } from './polluted-file.js';
import { rowPollutions } from './row-pollutions.js';
import { sourceTable } from './source-table.js';

/** Damages one table in all the ways of Pollock, and some more: one file for each. */
export function* pollutedFiles(): Generator<PollutedFile> {
  const table = sourceTable();
  yield* filePollutions(table);
  yield* rowPollutions(table);
}
