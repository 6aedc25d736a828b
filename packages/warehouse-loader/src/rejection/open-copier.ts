import type { TargetColumn } from '../catalog/target.js';
import { CopyWriter } from '../copy/copy-writer.js';
import { type CopyFormat, FormatChoice } from '../copy/format/copy-format.js';
import type { RowCopier } from '../copy/row-copier.js';
import type { WriterOptions } from '../copy/table-writer.js';
import type { RowEncoder } from '../values/row-encoder.js';
import { CopyIsolation } from './copied/copy-isolation.js';
import { CopyRange } from './copied/copy-range.js';
import { ScreenedWriter } from './screened-writer.js';

/** A table that rows are copied into. */
export interface CopiedTable {
  /** A `COPY … FROM STDIN`, to which the format of the rows is added. */
  readonly statement: string;
  /** Qualified, for SQL. */
  readonly name: string;
  /** Without its schema, as in server errors. */
  readonly table: string;
  /** Its object identifier, to look up its constraints; 0 for a staging table, which has none. */
  readonly oid: number;
  readonly columns: readonly TargetColumn[];
  /** Whether each line begins with the numbers of its row, as for a staging table. */
  readonly isNumbered: boolean;
  /** Whether each line ends with the columns that its row names. */
  readonly isMarked: boolean;
}

/**
 * Starts copying rows into a table.
 *
 * @param rowsBefore - Rows of the load that were written before.
 */
export function openCopier(
  { connection, onRefused, target: { catalog }, copyFormat }: WriterOptions,
  encoder: RowEncoder,
  copied: CopiedTable,
  rowsBefore: number,
): RowCopier {
  const { statement, name, table, oid, columns, isNumbered, isMarked } = copied;
  // A change of the format ends a statement, which some code of a table would notice.
  const isDivisible = isNumbered || !catalog.dependsOnStatements;
  const formats = new FormatChoice(copyFormat !== 'text' && isDivisible && encoder.hasBinary);
  if (onRefused === null) {
    const names = columns.map(({ column }) => column.name);
    const options = { connection, encoder, statement, table, columns: names };
    return new CopyWriter({ ...options, formats, isNumbered, rowsBefore });
  }
  const isolation = new CopyIsolation({
    connection,
    statement,
    table,
    columns,
    target: { name, oid },
  });
  let count = 0;
  const rows = {
    begin: (format: CopyFormat) => new CopyRange(format, isNumbered, isMarked),
    take: async (range: CopyRange) => {
      const { copied: done, rejected } = await isolation.run(range);
      count += done;
      return rejected;
    },
    handedOver: () => isolation.handedOver(),
    settle: () => isolation.settle(),
    copied: () => count,
  };
  return new ScreenedWriter(encoder, rows, onRefused, formats, rowsBefore);
}
