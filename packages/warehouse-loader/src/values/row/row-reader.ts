/** Reads the values of a row into an array, in the order of the columns; undefined for none. */
export type RowReader = (row: object, values: unknown[]) => void;

/** Columns of one generated function: a larger one takes much memory to be compiled. */
const columnsAtOnce = 50;

/** Most columns for which code is generated. */
const mostColumns = 1_600;

/** Most functions that are kept for later loads, which need not compile and learn them again. */
const mostKept = 32;

const kept = new Map<string, RowReader>();

/**
 * Creates the function that reads the values of rows.
 *
 * Reading a property by a name that changes takes the time of a search; in generated code, each name
 * has a place of its own. The names are in it only as `JSON.stringify` writes them.
 */
export function rowReader(properties: readonly string[]): RowReader {
  const read = keptReader(properties);
  // What every object inherits, such as `constructor`, is no value of a row.
  const inherited = [...properties.entries()].filter(([, name]) => name in Object.prototype);
  if (inherited.length === 0) return read;
  return (row, values) => {
    read(row, values);
    for (const [index, name] of inherited) {
      if (!Object.hasOwn(row, name)) values[index] = undefined;
    }
  };
}

function keptReader(properties: readonly string[]): RowReader {
  const key = JSON.stringify(properties);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const read = generatedReader(properties) ?? loopReader(properties);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, read);
  return read;
}

/** Null where code must not be generated (`--disallow-code-generation-from-strings`). */
function generatedReader(properties: readonly string[]): RowReader | null {
  if (properties.length > mostColumns) return null;
  const parts: RowReader[] = [];
  try {
    for (let start = 0; start < properties.length; start += columnsAtOnce) {
      const lines = properties
        .slice(start, start + columnsAtOnce)
        .map((name, at) => `values[${start + at}] = row[${JSON.stringify(name)}];`);
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
      parts.push(new Function('row', 'values', lines.join('\n')) as RowReader);
    }
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return (row, values) => {
    for (const read of parts) read(row, values);
  };
}

function loopReader(properties: readonly string[]): RowReader {
  return (row, values) => {
    const given = row as Readonly<Record<string, unknown>>;
    let index = 0;
    for (const name of properties) {
      values[index] = given[name];
      index += 1;
    }
  };
}
