/** How a program writes a file: a reference that shares no code with the reader. */
export interface WrittenDialect {
  readonly delimiter: string;
  readonly separator: string;
  /** Null writes without quotes. */
  readonly quote: string | null;
  readonly escapes: 'mysql' | 'postgres' | null;
  /** The text of NULL; null for a program without NULL. */
  readonly null: string | null;
  /** Blanks around each field, where these are trimmed. */
  readonly padding?: string;
}

const letters: Readonly<Record<string, string>> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\v': 'v',
};

/** Writes a table, each cell quoted where `quotes` says so or it must be. */
export function writeDialect(
  records: readonly (readonly (string | null)[])[],
  dialect: WrittenDialect,
  quotes: () => boolean,
): string {
  const { delimiter, separator, quote, escapes, padding = '' } = dialect;
  const cellOf = (cell: string | null): string => {
    if (cell === null) return dialect.null ?? '';
    if (escapes === 'postgres') return postgresCell(cell, delimiter);
    if (escapes === 'mysql') return mysqlCell(cell, dialect, quotes());
    const isBare = !quotes() && !mustBeQuoted(cell, dialect);
    if (quote === null || isBare) return cell;
    return quote + cell.split(quote).join(quote + quote) + quote;
  };
  return records
    .map((cells) => cells.map((cell) => padding + cellOf(cell) + padding).join(delimiter))
    .map((line) => line + separator)
    .join('');
}

/** A cell that could be read as structure, or join the separators beside it. */
function mustBeQuoted(cell: string, { delimiter, separator, quote, ...others }: WrittenDialect) {
  const structure = new Set(`${delimiter}${separator}\n\r${quote ?? ''}`);
  const isPadded = others.padding !== undefined && cell !== cell.trim();
  // A line of this alone ends the data of PostgreSQL.
  return (
    cell === '\\.' ||
    cell === (others.null ?? '') ||
    isPadded ||
    Array.from(cell).some((one) => structure.has(one))
  );
}

/** As `CopyAttributeOutText` does. */
function postgresCell(cell: string, delimiter: string): string {
  return Array.from(cell)
    .map((one) => {
      const letter = letters[one];
      if (letter !== undefined) return `\\${letter}`;
      return one === '\\' || delimiter.includes(one) ? `\\${one}` : one;
    })
    .join('');
}

/** As `select_export::send_data` does: the first characters of the separators are escaped. */
function mysqlCell(cell: string, dialect: WrittenDialect, isQuoted: boolean): string {
  const { delimiter, separator, quote } = dialect;
  const escaped = new Set(['\\', delimiter[0], separator[0], quote]);
  const text = Array.from(cell)
    .map((one) => (escaped.has(one) ? `\\${one}` : one))
    .join('');
  const isBare = quote === null || (!isQuoted && cell !== 'NULL');
  return isBare ? text : `${quote}${text}${quote}`;
}
