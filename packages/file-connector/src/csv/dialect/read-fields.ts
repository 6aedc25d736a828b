import type { CsvDialect } from './csv-dialect.js';

/** One field of a record, and whether it was quoted. */
export interface Field {
  readonly value: string;
  readonly isQuoted: boolean;
}

/** Number of parts of a field that are joined at a time. */
const partsJoined = 4096;

/**
 * Reads the fields of one record whose quoted fields are well-formed. A quote inside an unquoted
 * field is data.
 *
 * It is used for the few records that the parser cannot read, and where it matters whether a field
 * was quoted. It is many times slower than the parser.
 */
export function readFields(record: string, dialect: CsvDialect): Field[] {
  const fields: Field[] = [];
  let start = 0;
  for (;;) {
    const quoted = record[start] === dialect.quote ? readQuoted(record, start + 1, dialect) : null;
    const from = quoted?.end ?? start;
    const delimiter = record.indexOf(dialect.delimiter, from);
    const end = delimiter === -1 ? record.length : delimiter;
    fields.push({ value: quoted?.value ?? record.slice(start, end), isQuoted: quoted !== null });
    if (delimiter === -1) return fields;
    start = end + 1;
  }
}

function readQuoted(
  record: string,
  from: number,
  { quote, escape }: CsvDialect,
): { readonly value: string; readonly end: number } {
  const value = new JoinedParts();
  let copied = from;
  let index = from;
  let quoteAt = -1;
  let escapeAt = -1;
  for (;;) {
    if (quoteAt < index) quoteAt = indexOrEnd(record, quote ?? '', index);
    if (escapeAt < index) escapeAt = indexOrEnd(record, escape ?? quote ?? '', index);
    const found = Math.min(quoteAt, escapeAt);
    if (found === record.length) break;
    const next = record.charAt(found + 1);
    if (escapeAt === found && (next === quote || next === escape)) {
      value.add(record.slice(copied, found));
      copied = found + 1;
      index = found + 2;
    } else if (quoteAt === found) {
      value.add(record.slice(copied, found));
      return { value: value.join(), end: found + 1 };
    } else {
      index = found + 1;
    }
  }
  value.add(record.slice(copied));
  return { value: value.join(), end: record.length + 1 };
}

/** Joins parts in two levels, as a field with millions of quotes has millions of parts. */
class JoinedParts {
  readonly #joined: string[] = [];
  #parts: string[] = [];

  add(part: string): void {
    if (this.#parts.length === partsJoined) {
      this.#joined.push(this.#parts.join(''));
      this.#parts = [];
    }
    this.#parts.push(part);
  }

  join(): string {
    const last = this.#parts.join('');
    return this.#joined.length === 0 ? last : [...this.#joined, last].join('');
  }
}

function indexOrEnd(text: string, sought: string, from: number): number {
  const index = text.indexOf(sought, from);
  return index === -1 ? text.length : index;
}
