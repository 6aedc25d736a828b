/** Whether an empty cell of an upper header row repeats the cell to its left. */
export type HeaderFill = 'none' | 'right';

/** How header rows are joined. */
export interface HeaderJoining {
  readonly headerJoin: string;
  readonly headerFill: HeaderFill;
}

type Rows = readonly (readonly string[])[];

/**
 * Joins the rows of a header to one name for each column: its trimmed parts from the top row down,
 * with `headerJoin` between them; an empty part is left out.
 *
 * With `headerFill: 'right'` an empty cell of every row but the last one repeats the nearest cell to
 * its left, up to the column where a row above begins another group.
 *
 * @returns null where the rows differ in their number of cells.
 */
export function joinHeaderRows(
  rows: Rows,
  { headerJoin, headerFill }: HeaderJoining,
): string[] | null {
  const [first = []] = rows;
  if (rows.some((row) => row.length !== first.length)) return null;
  const parts = rows.map((row) => row.map((cell) => cell.trim()));
  const filled = headerFill === 'right' ? filledRight(parts) : parts;
  return first.map((_, column) =>
    filled
      .map((row) => row[column] ?? '')
      .filter((part) => part !== '')
      .join(headerJoin),
  );
}

function filledRight(rows: Rows): Rows {
  const begins = (rows[0] ?? []).map(() => false);
  return rows.map((row, index) => {
    let group = '';
    const filled = row.map((cell, column) => {
      if (cell !== '') begins[column] = true;
      if (begins[column] === true) group = cell;
      return group;
    });
    return index === rows.length - 1 ? row : filled;
  });
}
