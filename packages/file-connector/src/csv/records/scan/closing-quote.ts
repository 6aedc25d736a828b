import type { CsvDialect } from '../../dialect/csv-dialect.js';
import type { TextCursor } from './text-cursor.js';

/** Finds the first quote at or after `from` that is neither escaped nor one of a doubled pair. */
export function closingQuote(cursor: TextCursor, from: number, dialect: CsvDialect): number {
  const { quote, escape, escapes } = dialect;
  if (escape !== null) return closingUnescaped(cursor, from, quote, escape, escapes !== null);
  const code = quote?.charCodeAt(0);
  let close = cursor.quote(from);
  while (close + 1 < cursor.end && cursor.text.charCodeAt(close + 1) === code) {
    close = cursor.quote(close + 2);
  }
  return close;
}

/** Where the escape applies to any character, a quote may be doubled too, as in MySQL. */
function closingUnescaped(
  cursor: TextCursor,
  from: number,
  quote: string | null,
  escape: string,
  escapesAny: boolean,
): number {
  let index = from;
  for (;;) {
    const close = cursor.quote(index);
    const escapeAt = cursor.escape(index);
    if (escapeAt >= close) {
      if (!escapesAny || close + 1 >= cursor.end || cursor.text[close + 1] !== quote) return close;
      index = close + 2;
      continue;
    }
    const next = cursor.text[escapeAt + 1];
    index = escapeAt + (escapesAny || next === quote || next === escape ? 2 : 1);
  }
}
