import type { RowIssue } from '@wdh/pipeline-core';
import { deliveryOf } from '../../symbols/delivery.js';
import { type Instrument, invalidSymbol, unknownQuote } from '../../symbols/instrument.js';
import { underlyingOf } from '../../symbols/leveraged-tokens.js';
import { basesOfQuote, binanceQuotes } from '../../symbols/quotes.js';
import { splitSymbol } from '../../symbols/split-symbol.js';

const quotes = new Set(binanceQuotes);

/** Capital letters and digits; a few assets are named in Chinese, whose letters have no case. */
const spotSymbol = /^[\p{Lu}\p{Lo}\d]{2,40}$/u;

/** Returns what a symbol of the spot market trades, such as BTCUSDT. */
export function spotInstrument(symbol: string): Instrument | RowIssue {
  if (!spotSymbol.test(symbol)) return invalidSymbol('must be a symbol such as BTCUSDT');
  const pair = splitSymbol(symbol, quotes, basesOfQuote);
  if (pair === null) return unknownQuote;
  const underlying = underlyingOf(pair.base);
  return { symbol, ...pair, ...(underlying === null ? {} : { underlying }) };
}

/** Returns what a symbol of USD-M futures trades: BTCUSDT, or BTCUSDT_250328 with a day of delivery. */
export function usdmInstrument(symbol: string): Instrument | RowIssue {
  const delivery = deliveryOf(symbol);
  const name = delivery === null ? symbol : symbol.slice(0, -`_${delivery}`.length);
  if (!spotSymbol.test(name)) {
    return invalidSymbol('must be a symbol such as BTCUSDT or BTCUSDT_250328');
  }
  const pair = splitSymbol(name, quotes, basesOfQuote);
  if (pair === null) return unknownQuote;
  return { symbol, ...pair, ...(delivery === null ? {} : { delivery }) };
}
