import { stat } from 'node:fs/promises';
import { isPath } from '@wdh/file-connector';
import type { CommandContext } from '../../context/command-context.js';
import { showMany } from '../../table/show-values.js';
import type { PlannedPartition } from './plan-backfill.js';

/** Says how many inputs are not files of this machine: the workers may have them, or the path is wrong. */
export async function warnOfAbsentInputs(
  { terminal }: CommandContext,
  planned: readonly PlannedPartition[],
): Promise<void> {
  const absent: PlannedPartition[] = [];
  for (const each of planned) {
    const { input } = each;
    if (input !== null && isPath(input) && !(await isHere(input))) absent.push(each);
  }
  const [first] = absent;
  if (first === undefined) return;
  const they =
    absent.length === 1
      ? 'The run needs it where its worker runs'
      : 'The runs need them where their workers run';
  await terminal.complain(
    `The files of ${showMany(absent.length, 'partition')} are not on this machine, the first being ${first.input ?? ''}. ${they}.`,
  );
}

/** A member of an archive is behind a `#`. */
async function isHere(input: string): Promise<boolean> {
  const [file = ''] = input.split('#', 1);
  const found = await Promise.all([input, file].map((path) => stat(path).catch(() => null)));
  return found.some((each) => each !== null);
}
