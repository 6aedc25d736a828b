import { stat } from 'node:fs/promises';
import { isPath } from '@wdh/file-connector';
import type { CommandContext } from '../../../context/command-context.js';

/** Says which inputs are not files of this machine: the workers may have them, or the path is wrong. */
export async function warnOfAbsentFiles(
  { terminal }: CommandContext,
  inputs: readonly (string | null | undefined)[],
): Promise<void> {
  for (const input of inputs) {
    if (input === undefined || input === null || !isPath(input)) continue;
    const [file = ''] = input.split('#', 1);
    const isHere = await Promise.all([input, file].map((path) => stat(path).catch(() => null)));
    if (isHere.some((found) => found !== null)) continue;
    await terminal.complain(
      `There is no file ${input} on this machine. The run needs it where its worker runs.`,
    );
  }
}
