/**
 * Makes a function that turns the cells of a record into a row, one property a column.
 *
 * Rows are plain objects. Copying a template gives all of them the same shape, and makes a column
 * named `__proto__` a property like any other: the template holds it as its own.
 */
export function rowFactory<Column extends string>(
  columns: readonly Column[],
): (cells: readonly string[]) => Record<Column, string> {
  const template = Object.fromEntries(columns.map((column) => [column, ''])) as Record<
    Column,
    string
  >;
  return (cells) => {
    const row = { ...template };
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const cell = cells[index];
      if (column !== undefined && cell !== undefined) row[column] = cell;
    }
    return row;
  };
}
