import {
  certainFrom,
  detectDialect,
  type DetectedDialect,
  type SourceInput,
} from '@wdh/file-connector';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { showMany } from '../../table/show-values.js';
import type { DetectedReading } from '../input-format.js';
import type { CsvReading } from './csv-reading.js';
import { dialectOptions, knownDialect } from './dialect-options.js';
import { expectCertain } from './expect-certain.js';

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
  const detected = await detectDialect(input, knownDialect(options));
  const { fieldCount, proposals } = detected;
  // Of an empty file, the reader says so.
  if (fieldCount > 0) expectCertain(name, detected, options);
  const nullValues = [...new Set(['', ...(options.null ?? [])])];
  return {
    reading: { format: 'csv', ...dialectOptions(detected, options), nullValues },
    encoding: proposals.encoding.value ?? undefined,
    columns: Array.from({ length: fieldCount }, (_, index) => `column_${index + 1}`),
    notes: notesOn(detected),
  };
}

function notesOn({ proposals }: DetectedDialect): readonly string[] {
  const { hasHeader, secondTableLine, hasUnitsRow, footerRecords } = proposals;
  const notes: string[] = [];
  if (hasHeader.confidence < certainFrom) {
    notes.push(
      'The first record is read as the header, which is not certain: give --header or --no-header.',
    );
  }
  if (hasUnitsRow.value) notes.push('The record below the header looks like a row of units.');
  if (footerRecords.value > 0) {
    notes.push(`A footer seems to be at the end: ${showMany(footerRecords.value, 'record')}.`);
  }
  if (secondTableLine.value !== null) {
    notes.push(`Another table seems to begin on line ${secondTableLine.value}.`);
  }
  return notes;
}
