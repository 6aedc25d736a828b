/** A table in a document that is generated from another source. */
export interface GeneratedTable {
  /** Relative to the root. */
  readonly path: string;
  /**
   * Marks the table in the document: `<!-- begin: name -->` before and `<!-- end: name -->` after
   * it.
   */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Replaces a table in a document, formatted as by Prettier.
 *
 * @throws Error if the document has no place for the table.
 */
export function withTable(document: string, { name, header, rows }: GeneratedTable): string {
  const [before, rest] = document.split(`<!-- begin: ${name} -->\n`);
  const [, after] = rest?.split(`<!-- end: ${name} -->\n`) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`There is no place for the table "${name}".`);
  }
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler = ' '): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |\n`;
  return [
    `${before}<!-- begin: ${name} -->\n\n`,
    line(header),
    line([], '-'),
    ...rows.map((row) => line(row)),
    `\n<!-- end: ${name} -->\n${after}`,
  ].join('');
}
