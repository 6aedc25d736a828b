import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { CellFault } from '../records/cell-fault.js';
import type { CsvLayout } from './csv-layout.js';
import { TrailingDelimiter } from './trailing-delimiter.js';
import { trimCells } from './trim-cells.js';

/** Trims the cells of records, and drops the empty cell after their last delimiter. */
export class RecordCells {
  readonly #trimQuoted: boolean;
  readonly #dialect: CsvDialect;
  readonly #trailing: TrailingDelimiter | null;

  constructor(
    { trimQuoted, trailingDelimiter }: CsvLayout,
    dialect: CsvDialect,
    columnCount: number,
  ) {
    this.#trimQuoted = trimQuoted;
    this.#dialect = dialect;
    this.#trailing =
      trailingDelimiter === 'ignore' ? new TrailingDelimiter(columnCount, dialect) : null;
  }

  /**
   * Returns the cells to read, or the fault of the record.
   *
   * @param text - The record as in the file.
   */
  read(cells: readonly string[], text: string): readonly string[] | CellFault {
    const kept = this.#trimQuoted ? trimCells(cells, this.#dialect) : cells;
    return this.#trailing === null ? kept : this.#trailing.strip(kept, text);
  }
}

/** Creates the rules for the cells of each record; null where cells are read as they are. */
export function recordCells(
  layout: CsvLayout,
  dialect: CsvDialect,
  columnCount: number,
): RecordCells | null {
  const isAsItIs = !layout.trimQuoted && layout.trailingDelimiter === 'error';
  return isAsItIs ? null : new RecordCells(layout, dialect, columnCount);
}
