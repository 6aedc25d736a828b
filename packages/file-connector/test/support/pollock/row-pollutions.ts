import type { WrittenCell } from '../damage.js';
import {
  type PollutedFile,
  givenOptions,
  valuesOf,
  writtenCell,
  writtenRow,
} from './polluted-file.js';

/**
 * Damages one row after the other, including the header: a surplus or missing delimiter and a
 * surplus quote at each cell, and a row delimited by blanks.
 */
export function* rowPollutions(
  table: readonly (readonly WrittenCell[])[],
): Generator<PollutedFile> {
  const rows = table.map((row) => writtenRow(row));
  const clean = valuesOf(table);
  const file = (kind: string, at: string, index: number, row: string): PollutedFile => ({
    name: `${kind}${at}`,
    kind,
    bytes: Buffer.from(rows.with(index, row).join('')),
    options: givenOptions(),
    clean,
  });
  for (const [index, row] of table.entries()) {
    const cells = row.map((cell) => writtenCell(cell));
    for (const [column, cell] of cells.entries()) {
      const at = `_row${index}_col${column}`;
      const more = cells.toSpliced(column, 0, '').join(',');
      yield file('row_more_sep', at, index, `${more}\r\n`);
      if (column > 0) {
        const less = cells.toSpliced(column - 1, 2, `${cells[column - 1] ?? ''}${cell}`).join(',');
        yield file('row_less_sep', at, index, `${less}\r\n`);
      }
      yield withExtraQuote(table, index, column, file('row_extra_quote', at, index, ''));
    }
    yield file('row_field_delimiter', `_${index}_0x20`, index, writtenRow(row, { delimiter: ' ' }));
  }
}

/** Pollock counts a surplus quote as text of its cell, and adds it inside the quotes of a quoted cell. */
function withExtraQuote(
  table: readonly (readonly WrittenCell[])[],
  index: number,
  column: number,
  file: PollutedFile,
): PollutedFile {
  const row = table[index] ?? [];
  const cells = row.map((cell, at) =>
    at === column ? writtenCell(cell).replace(/^"?/, '$&"') : writtenCell(cell),
  );
  const rows = table.map((other) => writtenRow(other));
  const values = valuesOf([row])[0] ?? [];
  return {
    ...file,
    bytes: Buffer.from(rows.with(index, `${cells.join(',')}\r\n`).join('')),
    clean: file.clean.with(index, values.with(column, `"${values[column] ?? ''}`)),
  };
}
