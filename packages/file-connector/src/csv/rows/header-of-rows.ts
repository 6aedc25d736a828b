import type { RowFormats } from '../../parse/row-formats.js';
import type { PlainRowFactory } from '../../rows/plain-row-factory.js';
import type { RowFactory } from '../../rows/row-factory.js';
import type { RecordCells } from '../layout/record-cells.js';
import type { RepeatedHeaders } from '../layout/repeated-headers.js';
import type { FoundRecord } from '../records/found-record.js';
import type { RecordQueue } from '../repairs/record-queue.js';

/** What the header of a file decides about its rows. */
export interface HeaderOfRows<Row extends object> {
  readonly columns: readonly string[];
  readonly repeated: RepeatedHeaders;
  /** Null where the cells of records are read as they are. */
  readonly recordCells: RecordCells | null;
  readonly toRow: RowFactory<Row>;
  /** Null where the cells of plain records are not the values of rows. */
  readonly toPlainRow: PlainRowFactory<Row> | null;
  /** Null where cells are kept as they are. */
  readonly formats: RowFormats | null;
  /** Decides on repairs; null for the policy `strict`. */
  readonly queue: RecordQueue<FoundRecord> | null;
}
