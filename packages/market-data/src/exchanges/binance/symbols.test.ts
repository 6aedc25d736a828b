import { describe, expect, it } from 'vitest';
import { binanceQuotes, basesOfQuote } from '../../symbols/quotes.js';
import { spotInstrument, usdmInstrument } from './symbols.js';

describe('a symbol of spot', () => {
  it.each(binanceQuotes.filter((quote) => !(quote in basesOfQuote)))(
    'has the quote %s where it ends in it',
    (quote) => {
      expect(spotInstrument(`SOLX${quote}`)).toEqual({
        symbol: `SOLX${quote}`,
        base: 'SOLX',
        quote,
      });
    },
  );

  it.each([
    ['BTCFDUSD', 'BTC', 'FDUSD'],
    ['BTCTUSD', 'BTC', 'TUSD'],
    ['ETHBTC', 'ETH', 'BTC'],
    ['USDCUSDT', 'USDC', 'USDT'],
    ['EURUSDT', 'EUR', 'USDT'],
    ['BTCEURI', 'BTC', 'EURI'],
    ['BTCAEUR', 'BTC', 'AEUR'],
    ['1000SATSUSDT', '1000SATS', 'USDT'],
    ['USDTTRY', 'USDT', 'TRY'],
    ['WBTCBTC', 'WBTC', 'BTC'],
    ['币安人生USDT', '币安人生', 'USDT'],
  ])('%s is %s in %s', (symbol, base, quote) => {
    expect(spotInstrument(symbol)).toEqual({ symbol, base, quote });
  });

  it('ADAEUR is ADA in EUR, not AD in AEUR', () => {
    expect(spotInstrument('ADAEUR')).toMatchObject({ base: 'ADA', quote: 'EUR' });
  });

  it.each([
    ['BTCUPUSDT', 'BTCUP', 'BTC'],
    ['BTCDOWNUSDT', 'BTCDOWN', 'BTC'],
    ['ETHBULLUSDT', 'ETHBULL', 'ETH'],
    ['ETHBEARUSDT', 'ETHBEAR', 'ETH'],
    ['1INCHUPUSDT', '1INCHUP', '1INCH'],
    ['BULLUSDT', 'BULL', 'BTC'],
    ['BEARBUSD', 'BEAR', 'BTC'],
  ])('%s is the leveraged token %s of %s', (symbol, base, underlying) => {
    expect(spotInstrument(symbol)).toMatchObject({ base, underlying });
  });

  it.each(['JUPUSDT', 'SUPERUSDT', 'SYRUPUSDT', 'PUPUSDT', 'UPUSDT', 'DOWNUSDT', 'TOPUPUSDT'])(
    '%s is not of a leveraged token',
    (symbol) => {
      expect(spotInstrument(symbol)).not.toHaveProperty('underlying');
    },
  );

  it.each(['BTCUSD', 'BTCXYZ', 'USDT', 'BTCU'])('%s is refused, not guessed', (symbol) => {
    expect(spotInstrument(symbol)).toMatchObject({ code: 'SYMBOL_QUOTE_UNKNOWN' });
  });

  it.each(['btcusdt', 'BTC/USDT', 'BTC-USDT', 'BTCUSDT ', 'BTCUSDT_250328', 'B', 'BTC\0USDT'])(
    '%j is not a symbol',
    (symbol) => {
      expect(spotInstrument(symbol)).toMatchObject({ code: 'SYMBOL_INVALID' });
    },
  );
});

describe('a symbol of USD-M futures', () => {
  it.each([
    ['BTCUSDT', 'BTC', 'USDT'],
    ['BTCUSDC', 'BTC', 'USDC'],
    ['ETHBTC', 'ETH', 'BTC'],
    ['1000PEPEUSDT', '1000PEPE', 'USDT'],
  ])('%s is a perpetual of %s in %s', (symbol, base, quote) => {
    expect(usdmInstrument(symbol)).toEqual({ symbol, base, quote });
  });

  it('BTCUSDT_250328 is delivered on a day', () => {
    expect(usdmInstrument('BTCUSDT_250328')).toEqual({
      symbol: 'BTCUSDT_250328',
      base: 'BTC',
      quote: 'USDT',
      delivery: '250328',
    });
  });

  it.each(['BTCUSDT_251328', 'BTCUSDT_PERP', 'BTCUSD_PERP', 'BTCUSDT_', '_250328'])(
    '%s is refused',
    (symbol) => {
      expect(usdmInstrument(symbol)).toMatchObject({ code: 'SYMBOL_INVALID' });
    },
  );

  it('refuses the quote USD, which only COIN-M futures have', () => {
    expect(usdmInstrument('BTCUSD_250328')).toMatchObject({ code: 'SYMBOL_QUOTE_UNKNOWN' });
  });
});

it('no quote is the end of another, unless its bases are listed', () => {
  const doubtful = binanceQuotes.filter((quote) =>
    binanceQuotes.some((shorter) => shorter !== quote && quote.endsWith(shorter)),
  );
  expect(doubtful).toEqual(Object.keys(basesOfQuote));
});
