import { expect, it } from 'vitest';
import { binance } from './binance/binance.js';
import { InstrumentCache, maxSymbols } from './instrument-cache.js';

/** A cache that counts how often the exchange is asked. */
function countingCache() {
  const asked: string[] = [];
  const symbolOf: typeof binance.symbolOf = (symbol) => {
    asked.push(symbol);
    return binance.symbolOf(symbol);
  };
  return { asked, cache: new InstrumentCache({ ...binance, symbolOf }, undefined) };
}

it('asks the exchange once for each symbol', () => {
  const { asked, cache } = countingCache();
  const symbols = ['BTCUSDT', 'ETHUSDT', 'BTCUSDT', 'ETHUSDT'];
  expect(symbols.map((symbol) => cache.find(symbol, 's'))).toMatchObject([
    { base: 'BTC' },
    { base: 'ETH' },
    { base: 'BTC' },
    { base: 'ETH' },
  ]);
  expect(asked).toEqual(['BTCUSDT', 'ETHUSDT']);
});

it('forgets all symbols where there are more than any exchange has', () => {
  const { asked, cache } = countingCache();
  for (let count = 0; count <= maxSymbols; count += 1) cache.find(`A${count}USDT`, 's');
  cache.find('A0USDT', 's');
  expect(asked.filter((symbol) => symbol === 'A0USDT')).toHaveLength(2);
});

it('does not keep a symbol that is refused', () => {
  const { asked, cache } = countingCache();
  expect(cache.find('BTCXYZ', 's')).toMatchObject({ code: 'SYMBOL_QUOTE_UNKNOWN', field: 's' });
  cache.find('BTCXYZ', 's');
  expect(asked).toHaveLength(2);
});
