import type { RowSource } from '@wdh/pipeline-core';
import type { SourceInput } from '../input/content.js';
import { guardedListener } from '../input/progress.js';
import { contentOf } from '../resolve/content-of.js';
import { type CsvRow, namedRows } from '../rows/row-factory.js';
import type { RowOf } from '../rows/row-of.js';
import {
  completeExcelOptions,
  excelOptionsHash,
  type ExcelSourceOptions,
} from './excel-options.js';
import { type ExcelStatistics, ExcelTally } from './excel-statistics.js';

/** Rows of a sheet, with counts of its rows. */
export interface ExcelSource<Row extends object> extends RowSource<Row> {
  /** Counts of the latest `read` so far; final once its last batch has been consumed. */
  readonly statistics: ExcelStatistics;
}

/**
 * Reads a sheet of an Excel workbook (`.xlsx`, `.xlsm`) as batches of rows, with the number of each
 * row in the sheet as its line. Inputs, identity and rejected rows are as in `csvSource`.
 *
 * Every cell is a string: a number with the digits of the file, a date as ISO 8601 by the number
 * format of its cell, a boolean as `true` or `false`, a formula by its stored value. An empty cell is
 * `''`. A row with an error, a formula without a stored value, merged cells, or a value beside the
 * columns is rejected; the message names the cell.
 *
 * @throws WdhError `INVALID_OPTION`, `URL_REFUSED` (usage) at once; on reading the errors of
 * `csvSource` for inputs, `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE`, `WORKBOOK_DAMAGED` (file),
 * `SHEET_UNCLEAR`, `CSV_NO_HEADER`, `CSV_HEADER_INVALID`, `CSV_FOOTER_MISSING`, `TOO_MANY_MALFORMED`
 * (data)
 * @example
 * const source = excelSource('sales.xlsx', { sheet: '2025', headerRow: 3 });
 * for await (const { rows, lineNumbers, rejected } of source.read()) { }
 */
export function excelSource(input: SourceInput): ExcelSource<Record<string, string>>;
export function excelSource<const Options extends ExcelSourceOptions>(
  input: SourceInput,
  options: Options,
): ExcelSource<RowOf<Options>>;
export function excelSource(
  input: SourceInput,
  options: ExcelSourceOptions = {},
): ExcelSource<CsvRow> {
  const settings = completeExcelOptions(options);
  const optionsSha256 = excelOptionsHash(options);
  const content = contentOf(input, options);
  const onProgress = guardedListener(options.onProgress);
  let tally = new ExcelTally();
  return {
    identify: async (signal) => ({
      ...(await content.identify(onProgress, signal)),
      optionsSha256,
    }),
    read: async function* (signal) {
      const counts = new ExcelTally();
      tally = counts;
      // Loaded when it is used, as most programs read no workbooks.
      const { readSheet } = await import('./read-sheet.js');
      const reading = { settings, origin: options, kind: namedRows, onProgress, signal };
      yield* readSheet(content, reading, counts);
    },
    get statistics() {
      return tally.snapshot();
    },
    close: () => content.close(),
  };
}
