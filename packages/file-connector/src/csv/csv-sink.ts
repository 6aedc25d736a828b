import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WdhError } from '@wdh/pipeline-core';
import { format } from 'fast-csv';
import { replaceFile } from '../file/replace-file.js';
import { withoutFormula } from './without-formula.js';

/** What a cell may hold; null and undefined are written as an empty cell. */
export type CsvCell = string | number | bigint | boolean | null | undefined;

/** How {@link csvSink} writes. */
export interface CsvSinkOptions<Column extends string = string> {
  /** The columns, in the order in which they are written. */
  readonly headers: readonly Column[];
  /** Files that must survive, such as the input of the run: under any name and through any link. */
  readonly neverOverwrite?: readonly string[] | undefined;
  /**
   * Whether text that a spreadsheet would take for a formula gets a `'` before it, for files that
   * people open: rejects, exports. Plain numbers such as `-12.5` stay as they are. Such a file does
   * not read back as it was. Default false.
   */
  readonly neutralizeFormulas?: boolean | undefined;
  /** Stops the writing; the file is then left as it was. */
  readonly signal?: AbortSignal | undefined;
}

/** What a {@link CsvSink} wrote. */
export interface WrittenCsv {
  /** Rows, without the header. */
  readonly rowsWritten: number;
}

/** Rows on their way into a file, all at once or as they come. */
export type SinkRows<Column extends string> =
  Iterable<Readonly<Record<Column, CsvCell>>> | AsyncIterable<Readonly<Record<Column, CsvCell>>>;

/** A CSV file to be written. */
export interface CsvSink<Column extends string> {
  /**
   * Writes the file: header and rows. Rows are taken one by one, so that any number of them fits
   * into memory; a file without rows still has its header.
   *
   * @throws the reason of the option `signal` when it is aborted; WdhError `WOULD_OVERWRITE_INPUT`,
   *   `PROTECTED_FILE` (usage), `FILE_NOT_WRITABLE`, `NOT_A_FILE` (file), `CELL_NOT_WRITABLE` (data) for a cell that a CSV file
   *   cannot hold; whatever `rows` throws
   */
  write(rows: SinkRows<Column>): Promise<WrittenCsv>;
}

/**
 * Names a CSV file to write (RFC 4180, UTF-8, LF), which `csvSource` reads back cell by cell.
 *
 * The file appears whole or not at all: a temporary file beside it is flushed to disk and renamed.
 * Its owner alone may read it (mode 0600). Links are not followed, and files of settings, code,
 * migrations and keys are not replaced.
 * Nothing is touched before `write` is called.
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
  // A lone column is quoted, for many readers skip a blank line; so is a cell that would begin its
  // record with a byte order mark, which is no part of a record.
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
      'A cell holds a NUL character or half a surrogate pair, which a CSV file cannot hold. Nothing was written; clean the value first.',
      {
        code: 'CELL_NOT_WRITABLE',
        category: 'data',
        rowNumber: rowNumber === 0 ? undefined : rowNumber,
        field: headers[index],
      },
    );
  });
}
