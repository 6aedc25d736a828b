import {
  type CsvRowOf,
  type Encoding,
  excelSource,
  type ExcelSourceOptions,
} from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { fileSource, type OptionsOfRun } from './file-source.js';
import type { JobSource } from './job-source.js';

/** The options of {@link excel}: those of `excelSource`, and the file that is read by default. */
export interface ExcelJobOptions extends Omit<ExcelSourceOptions, OptionsOfRun> {
  /** The file that a run reads whose request names no input. Default: none. */
  readonly example?: string | URL | undefined;
}

/**
 * Declares that a job reads a sheet of an Excel workbook.
 *
 * @example source: excel({ sheet: '2025', headerRow: 3, columns: ['id', 'name'] })
 */
export function excel<const Options extends ExcelJobOptions = object>(
  options?: Options,
): JobSource<CsvRowOf<Options>> {
  const { example, ...reading }: ExcelJobOptions = options ?? {};
  const read = (
    input: Parameters<typeof excelSource>[0],
    { encoding, ...how }: ExcelSourceOptions & { readonly encoding?: Encoding | undefined },
  ) => {
    if (encoding !== undefined) throw hasNoEncoding();
    return excelSource(input, how);
  };
  // The options decide the type of the rows, as in excelSource.
  return fileSource(read, reading, example) as object as JobSource<CsvRowOf<Options>>;
}

function hasNoEncoding(): WdhError {
  return new WdhError(
    'A workbook has no encoding that can be chosen: its texts are Unicode. Omit the encoding.',
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
