/**
 * What begins a formula, also behind blanks, double quotes and invisible characters, and in the
 * full-width and small forms of the signs. An apostrophe at the start makes text of it already.
 */
const mayBeFormula =
  /^(?:[\t\r\n]|[\s"\p{Cc}\p{Cf}][\s"'\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[=+\-@＝＋－＠﹦﹢﹣﹫])/u;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Puts a `'` before text that a spreadsheet would run as a formula. A plain number such as `-12.5`
 * stays as it is, since it computes nothing.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  return mayBeFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
