/**
 * Writes a number of the server as money: exact, with two decimals at least, such as `12.50` for
 * `12.5000` and `0.0000001` for itself.
 */
export function moneyText(numeric: string): string {
  const [whole = '', fraction = ''] = numeric.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
