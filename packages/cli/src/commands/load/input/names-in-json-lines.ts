import { profileJsonLines, type SourceInput } from '@wdh/file-connector';
import { expectNoCsvOptions } from '../../../reading/expect-no-csv-options.js';
import type { LoadOptions } from '../load-options.js';

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
  expectNoCsvOptions(options);
  const { columns } = await profileJsonLines(input, {
    encoding: options.encoding,
    maxConsecutiveMalformed: options.errorThreshold === 1 ? Infinity : undefined,
    signal,
  });
  return columns.map(({ name }) => name);
}
