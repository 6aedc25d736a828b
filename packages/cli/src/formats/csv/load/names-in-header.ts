import { csvSource, type Encoding, type SourceInput } from '@wdh/file-connector';
import { withHeaderAdvice } from '../../../reading/with-header-advice.js';
import type { CsvReading } from '../csv-reading.js';

/**
 * Reads the header of a CSV file.
 *
 * @throws WdhError `CSV_NO_HEADER`, `CSV_HEADER_INVALID` (data), and others of `csvSource`
 */
export async function namesInHeader(
  input: SourceInput,
  { format: _, ...dialect }: CsvReading,
  encoding: Encoding | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const source = csvSource(input, { ...dialect, encoding, batchSize: 1 });
  const batches = source.read(either)[Symbol.asyncIterator]();
  try {
    const first = await batches.next();
    return first.done === true ? [] : (first.value.columns ?? []);
  } catch (error) {
    throw withHeaderAdvice(
      error,
      (line) =>
        `skip it and name every column: --skip-lines ${line} --no-header --columns a,b,c; --omit b leaves one out`,
    );
  } finally {
    await batches.return?.();
    ending.abort();
  }
}
