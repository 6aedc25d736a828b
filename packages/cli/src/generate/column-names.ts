import { snakeCase } from '@wdh/file-connector';

/** Bytes of UTF-8 of a name in PostgreSQL; it truncates a longer one. */
const mostNameBytes = 63;

/** Columns that every table of PostgreSQL has. */
const systemColumns: ReadonlySet<string> = new Set([
  'tableoid',
  'xmin',
  'cmin',
  'xmax',
  'cmax',
  'ctid',
]);

/**
 * Converts the names of a file's columns to different names for a table, in snake case and of at
 * most 63 bytes. A name without letters and digits becomes `column_3`, and a repeated one ends in
 * `_2`.
 */
export function columnNames(sources: readonly string[]): string[] {
  const taken = new Set(systemColumns);
  return sources.map((source, index) => {
    const name = differentName(plainName(source, `column_${index + 1}`), taken);
    taken.add(name);
    return name;
  });
}

/** Converts a text to a name in snake case; `otherwise` if it has no letters and digits. */
export function plainName(text: string, otherwise: string): string {
  return truncated(snakeCase(text), mostNameBytes) || otherwise;
}

function differentName(name: string, taken: ReadonlySet<string>): string {
  let different = name;
  for (let count = 2; taken.has(different); count += 1) {
    const end = `_${count}`;
    different = truncated(name, mostNameBytes - end.length) + end;
  }
  return different;
}

/** Truncates a text to a number of bytes, and never within a character. */
function truncated(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let length = 0;
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    kept += character;
  }
  return kept.replace(/_+$/, '');
}
