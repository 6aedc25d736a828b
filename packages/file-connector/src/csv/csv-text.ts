import { pipeline, Readable } from 'node:stream';
import { WdhError } from '@wdh/pipeline-core';
import { loadFastCsv } from '../load-fast-csv.js';
import { withoutFormula } from './without-formula.js';

/** The value of a cell; null and undefined are written as an empty cell. */
export type CsvCell = string | number | bigint | boolean | null | undefined;

/** Options of {@link csvText}. */
export interface CsvTextOptions<Column extends string = string> {
  /** The columns, in the order in which they are written. */
  readonly headers: readonly Column[];
  /**
   * Whether to write a `'` before text that a spreadsheet would run as a formula, for files that
   * people open: rejected rows, exports. Plain numbers such as `-12.5` stay unchanged. Such a file
   * does not read back unchanged. Default false.
   */
  readonly neutralizeFormulas?: boolean | undefined;
}

/** Rows to write, as an iterable or an asynchronous iterable. */
export type SinkRows<Column extends string> =
  Iterable<Readonly<Record<Column, CsvCell>>> | AsyncIterable<Readonly<Record<Column, CsvCell>>>;

/**
 * Returns rows as the text of a CSV file (RFC 4180, LF), with a header. Rows are consumed one by one,
 * so memory stays bounded for any number of rows. Destroying the stream ends the rows.
 *
 * It fails with WdhError `CELL_NOT_WRITABLE` (data) for a cell that a CSV file cannot contain, and with
 * any error of `rows`.
 *
 * @example
 * for await (const part of csvText(rows, { headers: ['line', 'code'] })) response.write(part);
 */
export function csvText<const Column extends string>(
  rows: SinkRows<Column>,
  { headers, neutralizeFormulas = false }: CsvTextOptions<Column>,
): Readable {
  async function* records(): AsyncGenerator<string[]> {
    yield textCells(headers, headers, 0, neutralizeFormulas);
    let rowNumber = 0;
    for await (const row of rows) {
      rowNumber += 1;
      const cells = headers.map((header) => (Object.hasOwn(row, header) ? row[header] : null));
      yield textCells(cells, headers, rowNumber, neutralizeFormulas);
    }
  }
  // A lone column is quoted, as many readers skip a blank line. A cell that begins its record with
  // a byte order mark is quoted, as the mark would not count as part of the record.
  const quoteColumns = headers.map(() => headers.length === 1);
  const toText = loadFastCsv().format<string[], string[]>({
    includeEndRowDelimiter: true,
    quoteColumns,
  });
  toText.transform((cells: string[]) => {
    quoteColumns[0] = headers.length === 1 || cells[0]?.startsWith('\uFEFF') === true;
    return cells;
  });
  // An error destroys the text, so that its reader receives it.
  return pipeline(Readable.from(records()), toText, () => undefined);
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
