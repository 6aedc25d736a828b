import type { RowIssue } from '@wdh/pipeline-core';
import { momentText } from '../../fields/trade-time.js';
import { type Instrument, invalidSymbol, unknownQuote } from '../../symbols/instrument.js';
import { krakenOldNames, krakenQuotes } from '../../symbols/quotes.js';
import { type Pair, splitSymbol } from '../../symbols/split-symbol.js';
import type { TradeSide } from '../../trade/trade.js';
import type { Exchange } from '../exchange.js';
import { krakenTrades } from './trade-array.js';

const quotes = new Set(krakenQuotes);

/** The spot market of Kraken. */
export const kraken: Exchange = {
  name: 'KRAKEN',
  assetClass: 'crypto',
  symbolOf,
  sideOf,
  timeOf,
  timeForm: 'a time since 1970 in seconds, with up to 9 decimals',
  formats: [krakenTrades],
};

/** Returns one instrument for the names XBT/USD, XBTUSD and XXBTZUSD, so that a trade has one key. */
function symbolOf(symbol: string): Instrument | RowIssue {
  if (!/^[A-Z\d.]{2,20}(?:\/[A-Z\d.]{2,20})?$/.test(symbol)) {
    return invalidSymbol('must be a pair such as XBT/USD, XBTUSD or XXBTZUSD');
  }
  const pair = pairOf(symbol);
  return pair === null ? unknownQuote : { symbol: `${pair.base}${pair.quote}`, ...pair };
}

function pairOf(symbol: string): Pair | null {
  const [first = '', second] = symbol.split('/');
  if (second !== undefined) return { base: first, quote: second };
  const oldBase = krakenOldNames[symbol.slice(0, 4)];
  const oldQuote = krakenOldNames[symbol.slice(4)];
  if (oldBase !== undefined && oldQuote !== undefined) return { base: oldBase, quote: oldQuote };
  return splitSymbol(symbol, quotes);
}

/** Kraken writes the side of the taker. */
function sideOf(word: string): TradeSide | null {
  if (word === 'b') return 'BUY';
  return word === 's' ? 'SELL' : null;
}

/** Decimals after the sixth are cut off: the time is never later than the trade. */
function timeOf(time: string): string | null {
  const [, seconds, fraction = ''] = /^([1-9]\d{9})(?:\.(\d{1,9}))?$/.exec(time) ?? [];
  if (seconds === undefined) return null;
  return momentText(seconds, fraction.padEnd(6, '0').slice(0, 6));
}
