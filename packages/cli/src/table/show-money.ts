/** Decimals that a table shows at most. */
const mostDecimals = 4;

/**
 * Writes an exact amount in US dollars: `$1,234.50`. More than four decimals are cut, never rounded up, so
 * that what is below a limit does not look like the limit; `--json` has them all.
 */
export function showMoney(amount: string): string {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const cut = decimals.slice(0, mostDecimals).replace(/0+$/, '');
  const isTiny = /^0+$/.test(whole) && cut === '' && /[1-9]/.test(decimals);
  if (isTiny) return `${sign}<$0.0001`;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${sign}$${grouped}.${cut.padEnd(2, '0')}`;
}
