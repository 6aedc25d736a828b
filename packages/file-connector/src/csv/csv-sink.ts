import { pipeline } from 'node:stream/promises';
import { WdhError } from '@wdh/pipeline-core';
import { replaceFile } from '../file/replace-file.js';
import { type CsvCell, csvText, type CsvTextOptions, type SinkRows } from './csv-text.js';

/** Options of {@link csvSink}. */
export interface CsvSinkOptions<Column extends string = string> extends CsvTextOptions<Column> {
  /** Files that must not be overwritten, such as the input of the run: under any name and through any link. */
  readonly neverOverwrite?: readonly string[] | undefined;
  /** Stops the writing; an existing file is then unchanged. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of writing to a {@link CsvSink}. */
export interface WrittenCsv {
  /** Number of rows, without the header. */
  readonly rowsWritten: number;
}

/** A CSV file to write. */
export interface CsvSink<Column extends string> {
  /**
   * Writes the file: header and rows. Rows are consumed one by one, so memory stays bounded for any
   * number of rows. A file without rows has its header.
   *
   * @throws the reason of the option `signal` when it is aborted; WdhError `WOULD_OVERWRITE_INPUT`,
   * `PROTECTED_FILE` (usage), `FILE_NOT_WRITABLE`, `NOT_A_FILE` (file), `CELL_NOT_WRITABLE` (data)
   * for a cell that a CSV file cannot contain; any error of `rows`
   */
  write(rows: SinkRows<Column>): Promise<WrittenCsv>;
}

/**
 * Creates a sink for a CSV file (RFC 4180, UTF-8, LF), which `csvSource` reads back cell by cell.
 *
 * The file appears completely or not at all: a temporary file beside it is flushed to disk and
 * renamed. Only its owner may read it (mode 0600). Links are not followed, and files of settings,
 * code, migrations and keys are not replaced. No file is accessed before `write` is called.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 * @example
 * const sink = csvSink('rejects.csv', { headers: ['line', 'code'], neverOverwrite: [input] });
 * await sink.write(rows);
 */
export function csvSink<const Column extends string>(
  path: string,
  options: CsvSinkOptions<Column>,
): CsvSink<Column> {
  if (options.headers.length === 0) {
    throw new WdhError('csvSink cannot start: headers must name at least one column.', {
      code: 'INVALID_OPTION',
      category: 'usage',
    });
  }
  return { write: (rows) => writeFile(path, rows, options) };
}

async function writeFile<Column extends string>(
  path: string,
  rows: SinkRows<Column>,
  { neverOverwrite = [], signal, ...options }: CsvSinkOptions<Column>,
): Promise<WrittenCsv> {
  let rowsWritten = 0;
  async function* counted(): AsyncGenerator<Readonly<Record<Column, CsvCell>>> {
    for await (const row of rows) {
      yield row;
      rowsWritten += 1;
    }
  }
  await replaceFile(path, neverOverwrite, async (out) => {
    try {
      await pipeline(csvText(counted(), options), out, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  });
  return { rowsWritten };
}
