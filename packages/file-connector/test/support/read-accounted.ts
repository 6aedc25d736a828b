import { writeFile } from 'node:fs/promises';
import type { RejectedRow } from '@wdh/pipeline-core';
import { expect } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';
import { readSource } from './read-source.js';

/** Writes a file and reads it; expects every physical line and every record to be counted once. */
export async function readAccounted(
  file: string,
  content: string | Uint8Array,
  options: CsvSourceOptions = {},
) {
  await writeFile(file, content);
  const source = csvSource(file, options);
  const { rows, lineNumbers, rejected } = await readSource(source);
  const { statistics } = source;
  const { skippedLines, headerLines, recordLines, blankLines, commentLines, footerLines } =
    statistics;
  const accounted =
    skippedLines + headerLines + recordLines + blankLines + commentLines + footerLines;
  expect(accounted).toBe(statistics.lines);
  expect(statistics).toMatchObject({ rows: rows.length, malformed: rejected.length });
  return { rows, lineNumbers, rejected, statistics };
}

/** Code and line of each rejected record: `TOO_FEW_FIELDS 3`. */
export const codesAndLines = (rejected: readonly RejectedRow[]): string[] =>
  rejected.map(({ code, lineNumber }) => `${code} ${lineNumber}`);
