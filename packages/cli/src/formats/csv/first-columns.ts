import { csvSource, type Encoding, type SourceInput } from '@wdh/file-connector';
import { namesOfSource } from '../tables/names-of-source.js';
import type { CsvReading } from './csv-reading.js';

/**
 * Reads the names in the header of a CSV file, or what its first record has instead.
 *
 * @throws WdhError `CSV_NO_HEADER`, `CSV_HEADER_INVALID` (data), and others of `csvSource`
 */
export function firstColumns(
  input: SourceInput,
  { format: _, formats: _formats, ...dialect }: CsvReading,
  encoding: Encoding | undefined,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return namesOfSource(csvSource(input, { ...dialect, encoding, batchSize: 1 }), signal);
}

/** Counts the cells of the first record of a file without a header. */
export async function countColumns(
  input: SourceInput,
  reading: CsvReading,
  encoding: Encoding | undefined,
): Promise<number> {
  const { footerRows: _, footer: _footer, ...others } = reading;
  const numbered = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;
  return (await firstColumns(input, { ...others, ...numbered, hasHeader: true }, encoding)).length;
}
