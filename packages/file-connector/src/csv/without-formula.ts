const mayBeFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Puts a `'` before text that a spreadsheet would run as a formula; numbers stay as they are.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function withoutFormula(text: string): string {
  return mayBeFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
