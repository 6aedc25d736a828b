import type { Encoding, SourceInput } from '@wdh/file-connector';
import { withHeaderAdvice } from '../../../reading/with-header-advice.js';
import type { CsvReading } from '../csv-reading.js';
import { firstColumns } from '../first-columns.js';

/**
 * Reads the header of a CSV file.
 *
 * @throws WdhError `CSV_NO_HEADER`, `CSV_HEADER_INVALID` (data), and others of `csvSource`
 */
export async function namesInHeader(
  input: SourceInput,
  reading: CsvReading,
  encoding: Encoding | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await firstColumns(input, reading, encoding, signal);
  } catch (error) {
    throw withHeaderAdvice(
      error,
      (line) =>
        `skip it and name every column: --skip-lines ${line} --no-header --columns a,b,c; --omit b leaves one out`,
    );
  }
}
