/** What the name of a file of trades says. */
export interface TradeFileName {
  /** As it is written, which may be in small letters. */
  readonly symbol: string;
  readonly kind: 'trades' | 'aggTrades';
  /** The day or the month, such as 2025-01-15 or 2025-01. */
  readonly period: string;
}

/**
 * Reads the name of a file of Binance, such as `BTCUSDT-trades-2025-01-15.csv` or
 * `BTCUSDT-aggTrades-2025-01.zip`. Returns null for any other name.
 *
 * @param name - A path, an address, or a member of an archive behind a `#`.
 */
export function parseTradeFileName(name: string): TradeFileName | null {
  // A member has the name of the file; the archive may have any.
  const [file = ''] = name.split(/[/\\#]/).slice(-1);
  const parts = /^([\p{L}\p{N}_]{1,60})-(agg)?trades-(\d{4}-\d{2}(?:-\d{2})?)(?![\d-])/iu.exec(
    file,
  );
  if (parts === null) return null;
  const [, symbol = '', aggregate, period = ''] = parts;
  return { symbol, kind: aggregate === undefined ? 'trades' : 'aggTrades', period };
}
