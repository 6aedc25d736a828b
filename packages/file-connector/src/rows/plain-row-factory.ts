import { cellAt } from './cell-at.js';

/** Creates a row from a text and the positions of the cells in it, two for each, from `offset` on. */
export type PlainRowFactory<Row extends object> = (
  text: string,
  positions: Int32Array,
  offset: number,
) => Row;

/** Columns of a generated function, at most: one of 200 columns takes 40 MB to be compiled, and is not faster. */
const mostColumns = 60;

/** Creates a function that makes rows as plain objects, with a property for each column. */
export function namedRowFactory(
  columns: readonly string[],
  quote: string,
): PlainRowFactory<Record<string, string | null>> {
  return generated(columns, quote) ?? copied(columns, quote);
}

/** Creates a function that makes rows as arrays of cells. */
export function cellsRowFactory(
  columns: readonly string[],
  quote: string,
): PlainRowFactory<readonly string[]> {
  return (text, positions, offset) => {
    const cells: string[] = [];
    for (let at = offset; at < offset + 2 * columns.length; at += 2) {
      cells.push(cellAt(text, positions[at] ?? 0, positions[at + 1] ?? 0, quote));
    }
    return cells;
  };
}

/**
 * Generates a function with one object literal, which takes a fifth less time of the reading than
 * setting one property after the other. Null where code must not be generated
 * (`--disallow-code-generation-from-strings`).
 *
 * The names come from the file: they are in the code only as string literals, as `JSON.stringify`
 * writes them. In brackets, `__proto__` is an ordinary property.
 */
function generated(
  columns: readonly string[],
  quote: string,
): PlainRowFactory<Record<string, string>> | null {
  if (columns.length > mostColumns) return null;
  const values = columns.map((column, index) => {
    const name = JSON.stringify(column);
    const key = column === '__proto__' ? `[${name}]` : name;
    const start = `positions[offset + ${2 * index}]`;
    const end = `positions[offset + ${2 * index + 1}]`;
    return `${key}: ${end} < 0 ? cellAt(text, ${start}, ${end}, quote) : text.slice(${start}, ${end})`;
  });
  const code = `return (text, positions, offset) => ({ ${values.join(', ')} });`;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
    const create = new Function('cellAt', 'quote', code) as (
      ...given: readonly [typeof cellAt, string]
    ) => PlainRowFactory<Record<string, string>>;
    return create(cellAt, quote);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/** Copying a template gives all rows the same shape, and makes `__proto__` an ordinary property. */
function copied(
  columns: readonly string[],
  quote: string,
): PlainRowFactory<Record<string, string>> {
  const template = Object.fromEntries(columns.map((column) => [column, '']));
  const cellsOf = cellsRowFactory(columns, quote);
  return (text, positions, offset) => {
    const cells = cellsOf(text, positions, offset);
    const row = { ...template };
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const cell = cells[index];
      if (column !== undefined && cell !== undefined) row[column] = cell;
    }
    return row;
  };
}
