import { excelSource, type SourceInput } from '@wdh/file-connector';
import { namesOfSource } from '../tables/names-of-source.js';
import type { ExcelReading } from './excel-reading.js';

/**
 * Reads the names in the header of a sheet, or what its first record has instead.
 *
 * @throws WdhError `CSV_NO_HEADER`, `CSV_HEADER_INVALID` (data), and others of `excelSource`
 */
export async function namesInSheet(
  input: SourceInput,
  { format: _, formats: _formats, ...reading }: ExcelReading,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return namesOfSource(excelSource(input, { ...reading, batchSize: 1 }), signal);
}

/** Counts the cells of the first record of a sheet without a header. */
export async function countCells(
  input: SourceInput,
  { firstRow, footerRows: _, footer: _footer, ...others }: ExcelReading,
): Promise<number> {
  const numbered = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;
  const named = { ...others, ...numbered, headerRow: firstRow, hasHeader: true };
  return (await namesInSheet(input, named)).length;
}
