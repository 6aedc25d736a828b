import type { CsvSourceOptions } from '../../../src/csv/csv-source-options.js';
import type { WrittenCell } from '../damage.js';
import { columnNames } from './source-table.js';

/** A file that is damaged in one way, and the expected rows. */
export interface PollutedFile {
  /** Pollock's name of the damage, with row and column where it has them. */
  readonly name: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** What a reader is givenOptions of the file: its dialect, and the names of its columns. */
  readonly options: CsvSourceOptions;
  /** The expected rows, the header first where there is one. */
  readonly clean: readonly (readonly string[])[];
}

/** The dialect of a table. */
export interface Writing {
  readonly delimiter?: string;
  readonly quote?: string;
  /** The text of a quote inside quotes. */
  readonly escapedQuote?: string;
  readonly newline?: string;
}

/** The column names are given, so the header and the lines before it are skipped. */
export const givenOptions = (skipLines = 1): CsvSourceOptions => ({
  hasHeader: false,
  columns: columnNames,
  skipLines,
});

/** Writes one row, with its newline. */
export function writtenRow(row: readonly WrittenCell[], writing: Writing = {}): string {
  const { delimiter = ',', newline = '\r\n' } = writing;
  return row.map((cell) => writtenCell(cell, writing)).join(delimiter) + newline;
}

/** Writes one cell. */
export function writtenCell({ value, isQuoted }: WrittenCell, writing: Writing = {}): string {
  const { quote = '"', escapedQuote = '""' } = writing;
  return isQuoted ? quote + value.replaceAll('"', escapedQuote) + quote : value;
}

/** The values of rows. */
export const valuesOf = (rows: readonly (readonly WrittenCell[])[]): string[][] =>
  rows.map((row) => row.map(({ value }) => value));
