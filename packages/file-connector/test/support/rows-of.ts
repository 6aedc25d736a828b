import { expect } from 'vitest';
import type { CsvSourceOptions } from '../../src/csv/csv-source-options.js';
import { readPieces, type ReadText, readText } from './read-text.js';

/** Reads a text whole and character by character; expects the same result, with every line counted once. */
export async function readBothWays(text: string, options: CsvSourceOptions): Promise<ReadText> {
  const whole = await readText(text, options);
  const { batchSizes: _, ...expected } = whole;
  expect(readPieces(Array.from(text), options)).toEqual(expected);
  const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines } =
    whole.statistics;
  expect(skippedLines + headerLines + recordLines + blankLines + commentLines).toBe(lines);
  return whole;
}

/** Reads a text as {@link readBothWays} does; expects no rejected record. */
export async function rowsOf(text: string, options: CsvSourceOptions): Promise<unknown[]> {
  const { rows, rejected } = await readBothWays(text, options);
  expect(rejected).toEqual([]);
  return rows;
}
