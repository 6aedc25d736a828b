import type { PlainCell } from './plain-cell.js';

/** Creates a row from a text and the positions of the cells in it, two for each, from `offset` on. */
export type PlainRowFactory<Row extends object> = (
  text: string,
  positions: Int32Array,
  offset: number,
) => Row;

/** Columns of a generated function, at most: as many as a table of PostgreSQL can have. */
const mostColumns = 1600;

/**
 * Columns of a generated constructor, at most: an object that gets many more properties one by one
 * becomes slow.
 */
const mostConstructed = 250;

/** Creates a function that makes rows as plain objects, with a property for each column. */
export function namedRowFactory(
  columns: readonly string[],
  cell: PlainCell,
): PlainRowFactory<Record<string, string | null>> {
  return generated(columns, cell) ?? copied(columns, cell);
}

/** Creates a function that makes rows as arrays of cells. */
export function cellsRowFactory(
  columns: readonly string[],
  cell: PlainCell,
): PlainRowFactory<readonly (string | null)[]> {
  return (text, positions, offset) => {
    const cells: (string | null)[] = [];
    for (let at = offset; at < offset + 2 * columns.length; at += 2) {
      cells.push(cell(text, positions, at));
    }
    return cells;
  };
}

/**
 * Generates a function with one constructor or object literal, which takes less than half the time of
 * setting one property after the other. It calls a function for each cell: a function of 200 columns
 * with that code in it takes 40 MB to be compiled. Null where code must not be generated
 * (`--disallow-code-generation-from-strings`).
 *
 * If the first rows survive a collection of garbage, V8 allocates the objects of a literal among old
 * ones from then on: all of them, and all of their texts, would stay in memory until a collection of
 * all garbage, for 50 MB and a third more processor time. It never does that with those of a
 * constructor.
 *
 * The names come from the file: they are in the code only as string literals, as `JSON.stringify`
 * writes them. In brackets, `__proto__` is an ordinary property.
 */
function generated(
  columns: readonly string[],
  cell: PlainCell,
): PlainRowFactory<Record<string, string | null>> | null {
  if (columns.length > mostColumns) return null;
  const code = isConstructed(columns) ? constructed(columns) : literal(columns);
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
    const create = new Function('cell', code) as (
      cell: PlainCell,
    ) => PlainRowFactory<Record<string, string | null>>;
    return create(cell);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/** Returns whether setting the properties has the effect of an object literal. */
function isConstructed(columns: readonly string[]): boolean {
  return columns.length <= mostConstructed && columns.every((column) => !(column in {}));
}

/** The code of a function that calls a constructor of plain objects. */
function constructed(columns: readonly string[]): string {
  const values = columns.map(
    (column, index) => `this[${JSON.stringify(column)}] = ${cellOf(index)};`,
  );
  return `function Row(text, positions, offset) { ${values.join(' ')} }
    Row.prototype = Object.prototype;
    return (text, positions, offset) => new Row(text, positions, offset);`;
}

/** The code of a function with an object literal. */
function literal(columns: readonly string[]): string {
  const values = columns.map((column, index) => {
    const name = JSON.stringify(column);
    return `${column === '__proto__' ? `[${name}]` : name}: ${cellOf(index)}`;
  });
  return `return (text, positions, offset) => ({ ${values.join(', ')} });`;
}

const cellOf = (index: number): string => `cell(text, positions, offset + ${2 * index})`;

/** Copying a template gives all rows the same shape, and makes `__proto__` an ordinary property. */
function copied(
  columns: readonly string[],
  cell: PlainCell,
): PlainRowFactory<Record<string, string | null>> {
  const template = Object.fromEntries(
    columns.map((column): [string, string | null] => [column, '']),
  );
  const cellsOf = cellsRowFactory(columns, cell);
  return (text, positions, offset) => {
    const cells = cellsOf(text, positions, offset);
    const row = { ...template };
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const value = cells[index];
      if (column !== undefined && value !== undefined) row[column] = value;
    }
    return row;
  };
}
