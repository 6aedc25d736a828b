/** What the leveraged tokens of Binance followed. They were ended in 2024, so the list is complete. */
const underlyings: ReadonlySet<string> = new Set([
  ...['1INCH', 'AAVE', 'ADA', 'BCH', 'BNB', 'BTC', 'DOT', 'EOS', 'ETH', 'FIL', 'LINK', 'LTC'],
  ...['SUSHI', 'SXP', 'TRX', 'UNI', 'XLM', 'XRP', 'XTZ', 'YFI'],
]);

const leveraged = /^(.*?)(?:UP|DOWN|BULL|BEAR)$/;

/**
 * Returns what a leveraged token follows, such as BTC for BTCUP; null for any other asset, such as JUP
 * and SUPER. BULL and BEAR alone follow BTC.
 *
 * @param isLeveraged - Whether the exchange says that the asset is one; otherwise the known ones are.
 */
export function underlyingOf(base: string, isLeveraged = false): string | null {
  const found = leveraged.exec(base)?.[1];
  if (found === undefined) return null;
  if (found === '') return base === 'BULL' || base === 'BEAR' ? 'BTC' : null;
  return isLeveraged || underlyings.has(found) ? found : null;
}
