/** The table and the columns of a COPY statement, used to parse its error messages. */
export interface CopyTarget {
  /** Name of the table without its schema, as the server reports it. */
  readonly table: string;
  readonly columns: readonly string[];
}

/** The position in a COPY statement at which the server stopped. */
export interface CopyPosition {
  /** Line of the COPY data, from 1. */
  readonly line: number;
  readonly column: string | null;
}

/**
 * Parses line and column from the server's context of a COPY error, such as `COPY strikes, line
 * 50001, column id: "x"`, without the value.
 *
 * The words depend on the server's `lc_messages`, and names may contain digits, so only the order
 * counts: table, line, column.
 *
 * @returns null if the context does not name a line of a COPY.
 */
export function copyPositionOf(where: string, target: CopyTarget): CopyPosition | null {
  const start = /^COPY /m.exec(where);
  if (start === null) return null;
  let text = where.slice(start.index + start[0].length);
  if (text.startsWith(target.table)) text = text.slice(target.table.length);
  const line = /^\D*(\d+)/.exec(text);
  if (line === null) return null;
  return { line: Number(line[1]), column: columnIn(text.slice(line[0].length), target.columns) };
}

/** `afterLine` is `, column id: "x"`, `, column id: null input`, or does not name a column. */
function columnIn(afterLine: string, columns: readonly string[]): string | null {
  const named = /^\P{L}*\p{L}+\s+(.*)$/su.exec(afterLine)?.[1];
  if (named === undefined || /^\s*[:"]/.test(afterLine)) return null;
  const matches = columns.filter((name) => named === name || named.startsWith(`${name}:`));
  return matches.reduce<string | null>(
    (longest, name) => (name.length > (longest?.length ?? 0) ? name : longest),
    null,
  );
}
