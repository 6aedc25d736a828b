import { stat } from 'node:fs/promises';
import { isPath } from '@wdh/file-connector';
import type { CommandContext } from '../../../context/command-context.js';
import { showMany } from '../../../table/show-values.js';

/** Most files that are named. */
const most = 3;

/** Says which inputs are not files of this machine: the workers may have them, or the path is wrong. */
export async function warnOfAbsentFiles(
  { terminal }: CommandContext,
  inputs: readonly (string | null | undefined)[],
): Promise<void> {
  const absent: string[] = [];
  for (const input of inputs) {
    if (input !== undefined && input !== null && isPath(input) && !(await isHere(input))) {
      absent.push(input);
    }
  }
  for (const input of absent.slice(0, most)) {
    await terminal.complain(
      `There is no file ${input} on this machine. The run needs it where its worker runs.`,
    );
  }
  const others = absent.length - most;
  if (others > 0) await terminal.complain(`The same holds for ${showMany(others, 'other file')}.`);
}

/** A name with `#` may be a member of a zip file. */
async function isHere(input: string): Promise<boolean> {
  const [file = ''] = input.split('#', 1);
  const found = await Promise.all([input, file].map((path) => stat(path).catch(() => null)));
  return found.some((stats) => stats !== null && !stats.isDirectory());
}
