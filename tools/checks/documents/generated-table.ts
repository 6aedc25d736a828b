/** A table in a document that is made from something else. */
export interface GeneratedTable {
  /** Relative to the root. */
  readonly path: string;
  /** Stands in the document as `<!-- begin: name -->` and `<!-- end: name -->` around the table. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Puts a table into its place in a document, laid out as Prettier does.
 *
 * @throws Error when the document has no such place.
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
