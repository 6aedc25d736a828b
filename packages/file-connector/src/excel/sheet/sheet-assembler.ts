import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import { columnFormats } from '../../header/column-formats.js';
import type { RowFormats } from '../../parse/row-formats.js';
import { cappedRaw } from '../../records/raw-record.js';
import { BatchBuilder } from '../../rows/batch-builder.js';
import type { RowFactory, RowKind } from '../../rows/row-factory.js';
import type { ExcelTally } from '../excel-statistics.js';
import { convertCells } from './convert-cells.js';
import { csvText } from './csv-text.js';
import { type JudgedRow, type RowFault, rowFault, type RowRules } from './row-fault.js';
import type { TableColumns } from './table-columns.js';

const adviceForMalformed =
  'Correct that row of the sheet, or headerRow, columnRange and mergedCells; raise maxConsecutiveMalformed if such rows are expected.';

/** What {@link SheetAssembler} needs besides the columns of the table. */
export interface SheetAssemblerOptions {
  /** Names workbook and sheet in messages. */
  readonly place: string;
  readonly sheet: string;
  readonly batchSize: number;
  readonly maxRecordBytes: number;
  readonly maxConsecutiveMalformed: number;
  readonly nullValues: readonly string[] | undefined;
  readonly formats: Parameters<typeof columnFormats>[1]['formats'];
  /** Columns of the sheet that are ignored, from 0. */
  readonly isIgnored: (column: number) => boolean;
}

/** Converts the records of a sheet to batches of rows. */
export class SheetAssembler<Row extends object> {
  readonly #table: TableColumns;
  readonly #tally: ExcelTally;
  readonly #batch: BatchBuilder<Row>;
  readonly #rules: RowRules;
  readonly #toRow: RowFactory<Row>;
  readonly #isNull: ((cell: string) => boolean) | undefined;
  readonly #formats: RowFormats | null;
  readonly #kind: RowKind<Row>;
  #isFirst = true;

  /** @throws WdhError `CSV_HEADER_INVALID` (data) for a format of a column that the table lacks */
  constructor(
    table: TableColumns,
    options: SheetAssemblerOptions,
    tally: ExcelTally,
    kind: RowKind<Row>,
  ) {
    const { place, sheet, maxRecordBytes, isIgnored, formats, nullValues = [] } = options;
    const nulls = new Set(nullValues);
    this.#table = table;
    this.#tally = tally;
    this.#kind = kind;
    this.#rules = { table, sheet, maxRecordBytes, isIgnored };
    this.#isNull = nulls.size === 0 ? undefined : (cell) => nulls.has(cell);
    this.#toRow = kind.factory(table.names);
    const rules = { path: place, lineNumber: table.rowNumber, formats };
    this.#formats = columnFormats(table.names, rules, kind.keyOf);
    this.#batch = new BatchBuilder({ ...options, path: place, adviceForMalformed });
    this.#batch.limitCells(table.names.length);
  }

  /** Adds a record; yields the batch if it is full. */
  *add(judged: JudgedRow): Generator<RowBatch<Row>> {
    const { row, cells } = judged;
    const fault = rowFault(judged, this.#rules);
    const cellsBeside = fault === null ? 0 : row.cells.length;
    this.#batch.weigh({ cells: cellsBeside, characters: lengthOf(cells) });
    if (fault !== null) {
      this.reject(judged, fault);
    } else {
      const record = this.#toRow(cells, this.#isNull);
      const wrongCell =
        this.#formats === null
          ? null
          : convertCells(record, row, { ...this.#rules, formats: this.#formats, kind: this.#kind });
      const rowNumber = this.#nextNumber();
      if (wrongCell === null) {
        this.#tally.rows += 1;
        this.#batch.add(record, rowNumber, row.number);
      } else {
        this.#tally.malformed += 1;
        this.#batch.rejectValues(rejectedRow(judged, rowNumber, wrongCell));
      }
    }
    if (this.#batch.isFull) yield this.#take();
  }

  /** Rejects a record. */
  reject(judged: JudgedRow, fault: RowFault): void {
    const rowNumber = this.#nextNumber();
    this.#tally.malformed += 1;
    this.#batch.reject(rejectedRow(judged, rowNumber, fault));
  }

  /** Yields the rest; for a sheet without records, its columns. */
  *end(): Generator<RowBatch<Row>> {
    if (!this.#batch.isEmpty || this.#isFirst) yield this.#take();
  }

  #nextNumber(): number {
    return this.#tally.rows + this.#tally.malformed + 1;
  }

  #take(): RowBatch<Row> {
    const batch = this.#batch.take();
    if (!this.#isFirst) return batch;
    this.#isFirst = false;
    return { ...batch, columns: this.#table.names };
  }
}

function lengthOf(cells: readonly string[]): number {
  let length = 0;
  for (const cell of cells) length += cell.length;
  return length;
}

function rejectedRow(
  { row }: JudgedRow,
  rowNumber: number,
  fault: Pick<RejectedRow, 'code' | 'field' | 'message'>,
): RejectedRow {
  const input = cappedRaw(csvText(row.cells));
  return { rowNumber, lineNumber: row.number, stepName: 'read', ...fault, input };
}
