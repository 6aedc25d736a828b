import type { CsvDialect, EscapeRule } from '../dialect/csv-dialect.js';
import type { Field } from './field.js';
import { NextIndex } from './next-index.js';
import { unescape } from './unescape.js';

/** Reads the fields of one well-formed record of a dialect with backslash escapes. */
export function readEscapedFields(
  record: string,
  { delimiter, quote, escapes }: CsvDialect & { readonly escapes: EscapeRule },
): Field[] {
  const fields: Field[] = [];
  const next = {
    delimiter: new NextIndex(record, delimiter),
    quote: new NextIndex(record, quote),
    backslash: new NextIndex(record, '\\'),
  };
  let start = 0;
  for (;;) {
    const close = record[start] === quote ? closingQuote(record, start + 1, next) : null;
    const end = unescapedDelimiter(close ?? start, next);
    const raw = close === null ? record.slice(start, end) : record.slice(start + 1, close);
    const isQuoted = close !== null;
    fields.push({ value: unescape(raw, escapes, isQuoted ? quote : null), isQuoted, raw });
    if (end === record.length) return fields;
    start = end + delimiter.length;
  }
}

type Places = Readonly<Record<'delimiter' | 'quote' | 'backslash', NextIndex>>;

/** Finds the quote that closes a field; null where none does. */
function closingQuote(record: string, from: number, { quote, backslash }: Places): number | null {
  let index = from;
  for (;;) {
    const close = quote.from(index);
    const escape = backslash.from(index);
    if (escape < close) index = escape + 2;
    else if (close === record.length) return null;
    else if (record[close + 1] === record[close]) index = close + 2;
    else return close;
  }
}

function unescapedDelimiter(from: number, { delimiter, backslash }: Places): number {
  let index = from;
  for (;;) {
    const end = delimiter.from(index);
    const escape = backslash.from(index);
    if (escape >= end) return end;
    index = escape + 2;
  }
}
