import {
  certainFrom,
  type CsvSourceOptions,
  type DetectedDialect,
  detectDialect,
  detectFormat,
  type JsonLinesOptions,
  type SourceInput,
} from '@wdh/file-connector';
import { showMany } from '../table/show-values.js';
import { dialectOptions } from './dialect-options.js';
import { expectCertain } from './expect-certain.js';
import { expectNoCsvOptions } from './expect-no-csv-options.js';
import type { ReadingOptions } from './reading-options.js';

/** How the reader reads a file. */
export type FileReading =
  | {
      readonly format: 'csv';
      readonly options: CsvSourceOptions;
      /** What is not certain, but does not change the cells. */
      readonly notes: readonly string[];
    }
  | {
      readonly format: 'json-lines';
      readonly options: JsonLinesOptions;
      readonly notes: readonly string[];
    };

/**
 * Detects how a file is read; what the options say is not guessed.
 *
 * @param name - Names the file in messages.
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) naming the options that decide;
 * `USAGE` for an option of CSV with JSON Lines; the file errors of the readers
 */
export async function detectReading(
  input: SourceInput,
  name: string,
  options: ReadingOptions,
): Promise<FileReading> {
  const format = options.format ?? (await detectFormat(input));
  if (format === 'json-lines') {
    expectNoCsvOptions(options);
    return { format, options: { encoding: options.encoding }, notes: [] };
  }
  const { delimiter, quote, escape, skipLines, encoding, header } = options;
  const detected = await detectDialect(input, {
    ...{ delimiter, quote, skipLines, encoding },
    escape: escape ?? undefined,
    hasHeader: header,
  });
  // Of an empty file, the reader says so.
  if (detected.fieldCount > 0) expectCertain(name, detected, options);
  return { format, options: csvOptions(detected, options), notes: notesOn(detected) };
}

function csvOptions(detected: DetectedDialect, given: ReadingOptions): CsvSourceOptions {
  const dialect = dialectOptions(detected, given);
  const names = Array.from({ length: detected.fieldCount }, (_, index) => `column_${index + 1}`);
  return {
    ...dialect,
    encoding: detected.proposals.encoding.value ?? undefined,
    ...(dialect.hasHeader ? {} : { columns: names }),
    nullValues: [...new Set(['', ...(given.null ?? [])])],
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
