/**
 * The assets in which Binance quotes prices, now or in the past. None is the end of another, except
 * where {@link basesOfQuote} limits the longer one.
 */
export const binanceQuotes: readonly string[] = [
  // Stable coins
  ...['USDT', 'USDC', 'FDUSD', 'TUSD', 'BUSD', 'USDP', 'PAX', 'USDS', 'USD1', 'UST', 'DAI', 'VAI'],
  ...['AEUR', 'EURI', 'BIDR', 'BKRW', 'BVND', 'IDRT'],
  // Coins
  ...['BTC', 'ETH', 'BNB', 'XRP', 'TRX', 'DOGE', 'DOT', 'SOL'],
  // Money
  ...['EUR', 'GBP', 'TRY', 'BRL', 'AUD', 'JPY', 'RUB', 'UAH', 'NGN', 'ZAR', 'PLN', 'RON', 'ARS'],
  ...['MXN', 'CZK', 'COP'],
];

/**
 * The only bases of a quote that ends in another quote. ADAEUR is ADA in EUR, not AD in AEUR.
 */
export const basesOfQuote: Readonly<Record<string, readonly string[]>> = {
  AEUR: ['BTC', 'ETH', 'EUR'],
};

/** The assets in which Kraken quotes prices. */
export const krakenQuotes: readonly string[] = [
  ...['USD', 'EUR', 'GBP', 'CAD', 'JPY', 'CHF', 'AUD'],
  ...['USDT', 'USDC', 'DAI', 'XBT', 'ETH', 'DOT'],
];

/** Names that Kraken gave its first assets, and their present ones. */
export const krakenOldNames: Readonly<Record<string, string>> = {
  ...{ XETC: 'ETC', XETH: 'ETH', XLTC: 'LTC', XMLN: 'MLN', XREP: 'REP', XXBT: 'XBT' },
  ...{ XXDG: 'XDG', XXLM: 'XLM', XXMR: 'XMR', XXRP: 'XRP', XZEC: 'ZEC' },
  ...{ ZAUD: 'AUD', ZCAD: 'CAD', ZEUR: 'EUR', ZGBP: 'GBP', ZJPY: 'JPY', ZUSD: 'USD' },
};
