import { afterBlanks, beforeBlanks } from '../dialect/blanks.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { Field } from './field.js';
import { JoinedParts } from './joined-parts.js';
import { readEscapedFields } from './read-escaped-fields.js';

/**
 * Reads the fields of one record whose quoted fields are well-formed. A quote inside an unquoted
 * field is data.
 *
 * It is used for the records that the parser cannot read, and where it matters whether a field was
 * quoted. It is many times slower than the parser.
 */
export function readFields(record: string, dialect: CsvDialect): Field[] {
  const { escapes } = dialect;
  return escapes === null
    ? readQuotedFields(record, dialect)
    : readEscapedFields(record, { ...dialect, escapes });
}

/** Reads the cells of one record as {@link readFields} does, faster where nothing is quoted. */
export function readCells(record: string, dialect: CsvDialect): string[] {
  const { quote, escapes, blanks, delimiter } = dialect;
  const isPlain =
    (quote === null || !record.includes(quote)) && (escapes === null || !record.includes('\\'));
  if (!isPlain) return readFields(record, dialect).map(({ value }) => value);
  const cells = record.split(delimiter);
  return blanks === '' ? cells : cells.map((cell) => withoutBlanks(cell, dialect));
}

function readQuotedFields(record: string, dialect: CsvDialect): Field[] {
  const { delimiter, quote } = dialect;
  const fields: Field[] = [];
  let start = 0;
  for (;;) {
    const content = afterBlanks(record, start, record.length, dialect);
    const quoted = record[content] === quote ? readQuoted(record, content + 1, dialect) : null;
    const found = record.indexOf(delimiter, quoted?.end ?? start);
    const end = found === -1 ? record.length : found;
    const value = quoted?.value ?? withoutBlanks(record.slice(start, end), dialect);
    fields.push({ value, isQuoted: quoted !== null, raw: value });
    if (found === -1) return fields;
    start = end + delimiter.length;
  }
}

function withoutBlanks(cell: string, dialect: CsvDialect): string {
  if (dialect.blanks === '') return cell;
  const start = afterBlanks(cell, 0, cell.length, dialect);
  return cell.slice(start, beforeBlanks(cell, cell.length, start, dialect));
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

function indexOrEnd(text: string, sought: string, from: number): number {
  const index = text.indexOf(sought, from);
  return index === -1 ? text.length : index;
}
