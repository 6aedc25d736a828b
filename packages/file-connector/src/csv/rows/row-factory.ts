/** Makes a row of the cells of one record; `isNull` tells which cells stand for null. */
export type RowFactory = (
  cells: readonly string[],
  isNull?: (cell: string, index: number) => boolean,
) => Record<string, string | null>;

/**
 * Makes a function that turns the cells of a record into a row, one property a column.
 *
 * Rows are plain objects. Copying a template gives all of them the same shape, and makes a column
 * named `__proto__` a property like any other: the template holds it as its own.
 */
export function rowFactory(columns: readonly string[]): RowFactory {
  const template: Record<string, string | null> = Object.fromEntries(
    columns.map((column) => [column, '']),
  );
  return (cells, isNull) => {
    const row = { ...template };
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const cell = cells[index];
      if (column !== undefined && cell !== undefined) row[column] = cell;
    }
    if (isNull !== undefined) {
      for (const [index, column] of columns.entries()) {
        if (isNull(cells[index] ?? '', index)) row[column] = null;
      }
    }
    return row;
  };
}
