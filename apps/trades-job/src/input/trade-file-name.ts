/** What the name of a file of trades says. */
export interface TradeFileName {
  readonly symbol: string;
  readonly kind: 'trades' | 'aggTrades';
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
  const parts = /^([\p{L}\p{N}_]+)-(trades|aggTrades)-\d{4}-\d{2}(?:-\d{2})?(?![\d-])/u.exec(file);
  if (parts === null) return null;
  const [, symbol = '', kind] = parts;
  return { symbol, kind: kind === 'aggTrades' ? kind : 'trades' };
}
