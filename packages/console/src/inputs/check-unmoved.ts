import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type { InputFolder } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';

/**
 * Checks, before it is opened, that an input below one of the folders does not leave it: since then, it may have been replaced by a symbolic link. Other inputs are not
 * checked: a job or an earlier run has named them.
 *
 * @throws WdhError `INPUT_MOVED` (file).
 */
export async function checkUnmoved(folders: readonly InputFolder[], input: string): Promise<void> {
  const roots = await Promise.all(folders.map(({ folder }) => realpath(folder).catch(() => null)));
  const isChosen = roots.some((root) => root !== null && input.startsWith(`${root}${sep}`));
  // Without the member of an archive. What does not exist fails when it is opened.
  const paths = [input, ...[...input.matchAll(/#/g)].map(({ index }) => input.slice(0, index))];
  if (!isChosen) return;
  for (const path of paths) {
    const real = await realpath(path).catch(() => path);
    if (roots.some((root) => root !== null && real.startsWith(`${root}${sep}`))) continue;
    throw new WdhError(
      `The input ${input} is a link to a file outside of its folder. Nothing was loaded. Choose it again.`,
      { code: 'INPUT_MOVED', category: 'file' },
    );
  }
}
