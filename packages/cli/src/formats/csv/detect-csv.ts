import type { SourceInput } from '@wdh/file-connector';
import type { ReadingOptions } from '../../reading/reading-options.js';
import type { DetectedReading } from '../input-format.js';
import { tableNotes } from '../tables/table-notes.js';
import type { CsvReading } from './csv-reading.js';
import { expectCertain } from './expect-certain.js';
import { countColumns } from './first-columns.js';
import { knowCsv } from './known-csv.js';

/**
 * Detects how a CSV file is read; what the options say is not guessed.
 *
 * @param name - Names the file in messages.
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) naming the options that decide;
 * the file errors of the reader
 */
export async function detectCsv(
  input: SourceInput,
  name: string,
  options: ReadingOptions,
): Promise<DetectedReading<CsvReading>> {
  const { layout, presetNulls, encoding, detected, isGiven } = await knowCsv(input, options);
  const { fieldCount } = detected;
  // Of an empty file, the reader says so.
  if (fieldCount > 0) expectCertain(name, detected, options, isGiven);
  const nullValues = [...new Set(['', ...(presetNulls ?? []), ...(options.null ?? [])])];
  const reading = { ...layout, nullValues };
  return {
    reading,
    encoding,
    columns: layout.hasHeader
      ? undefined
      : placeholders(await countColumns(input, reading, encoding)),
    notes: isGiven ? [] : tableNotes(detected.proposals, options),
  };
}

const placeholders = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `column_${index + 1}`);
