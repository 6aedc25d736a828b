import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WdhError } from '@wdh/pipeline-core';
import { format } from 'fast-csv';
import { replaceFile } from '../file/replace-file.js';
import { withoutFormula } from './without-formula.js';

/** The value of a cell; null and undefined are written as an empty cell. */
export type CsvCell = string | number | bigint | boolean | null | undefined;

/** Options of {@link csvSink}. */
export interface CsvSinkOptions<Column extends string = string> {
  /** The columns, in the order in which they are written. */
  readonly headers: readonly Column[];
  /** Files that must not be overwritten, such as the input of the run: under any name and through any link. */
  readonly neverOverwrite?: readonly string[] | undefined;
  /**
   * Whether to write a `'` before text that a spreadsheet would run as a formula, for files that
   * people open: rejected rows, exports. Plain numbers such as `-12.5` stay unchanged. Such a file
   * does not read back unchanged. Default false.
   */
  readonly neutralizeFormulas?: boolean | undefined;
  /** Stops the writing; an existing file is then unchanged. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of writing to a {@link CsvSink}. */
export interface WrittenCsv {
  /** Number of rows, without the header. */
  readonly rowsWritten: number;
}

/** Rows to write, as an iterable or an asynchronous iterable. */
export type SinkRows<Column extends string> =
  Iterable<Readonly<Record<Column, CsvCell>>> | AsyncIterable<Readonly<Record<Column, CsvCell>>>;

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
  { headers, neverOverwrite = [], neutralizeFormulas = false, signal }: CsvSinkOptions<Column>,
): Promise<WrittenCsv> {
  let rowsWritten = 0;
  async function* records(): AsyncGenerator<string[]> {
    yield textCells(headers, headers, 0, neutralizeFormulas);
    for await (const row of rows) {
      rowsWritten += 1;
      const cells = headers.map((header) => (Object.hasOwn(row, header) ? row[header] : null));
      yield textCells(cells, headers, rowsWritten, neutralizeFormulas);
    }
  }
  // A lone column is quoted, as many readers skip a blank line. A cell that begins its record with
  // a byte order mark is quoted, as the mark would not count as part of the record.
  const quoteColumns = headers.map(() => headers.length === 1);
  const toText = format<string[], string[]>({ includeEndRowDelimiter: true, quoteColumns });
  toText.transform((cells: string[]) => {
    quoteColumns[0] = headers.length === 1 || cells[0]?.startsWith('\uFEFF') === true;
    return cells;
  });
  await replaceFile(path, neverOverwrite, async (out) => {
    try {
      await pipeline(Readable.from(records()), toText, out, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  });
  return { rowsWritten };
}

const unwritable = /[\0\p{Surrogate}]/u;

function textCells(
  cells: readonly CsvCell[],
  headers: readonly string[],
  rowNumber: number,
  neutralizeFormulas: boolean,
): string[] {
  return cells.map((cell, index) => {
    const text = String(cell ?? '');
    if (!unwritable.test(text)) return neutralizeFormulas ? withoutFormula(text) : text;
    throw new WdhError(
      'A cell contains a NUL character or half a surrogate pair, which a CSV file cannot contain. Nothing was written; clean the value first.',
      {
        code: 'CELL_NOT_WRITABLE',
        category: 'data',
        rowNumber: rowNumber === 0 ? undefined : rowNumber,
        field: headers[index],
      },
    );
  });
}
