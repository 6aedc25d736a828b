import { profileJsonLines, type SourceInput } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { LoadOptions } from '../load-options.js';

/** Options that describe cells, which JSON does not have. */
const ofCells = ['delimiter', 'quote', 'escape', 'comment', 'skipLines', 'header', 'null'] as const;

/**
 * Reads the whole file for the names of its properties, since any line may have one more.
 *
 * @throws WdhError `USAGE` for an option of CSV files; those of `jsonLinesSource`
 */
export async function namesInJsonLines(
  input: SourceInput,
  options: LoadOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const given = ofCells.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new WdhError(
      `--${flag} describes CSV, and the file is JSON Lines. Omit it, or give --format csv.`,
      { code: 'USAGE', category: 'usage' },
    );
  }
  const { columns } = await profileJsonLines(input, {
    encoding: options.encoding,
    maxConsecutiveMalformed: options.errorThreshold === 1 ? Infinity : undefined,
    signal,
  });
  return columns.map(({ name }) => name);
}
