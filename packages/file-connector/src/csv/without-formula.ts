/**
 * The beginning of a formula, also after blanks, double quotes and invisible characters, and in the
 * full-width and small forms of the signs. A text that begins with an apostrophe is not a formula.
 */
const mayBeFormula =
  /^(?:[\t\r\n]|[\s"\p{Cc}\p{Cf}][\s"'\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[=+\-@＝＋－＠﹦﹢﹣﹫])/u;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** Separators at which a spreadsheet with another delimiter setting begins a new cell. */
const innerCell = /(?<=[^;\t\r\n][;\t\r\n]+)[^;\t\r\n]+/g;

/**
 * Puts a `'` before text that a spreadsheet would run as a formula: at the start, and after a
 * semicolon, tab or line break, where a cell begins if the spreadsheet is set to another delimiter.
 * A plain number such as `-12.5` stays unchanged, since it computes nothing.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  const safe = text.replace(innerCell, (cell) => (isFormula(cell) ? `'${cell}` : cell));
  return isFormula(text) ? `'${safe}` : safe;
}

function isFormula(text: string): boolean {
  return mayBeFormula.test(text) && !plainNumber.test(text);
}
