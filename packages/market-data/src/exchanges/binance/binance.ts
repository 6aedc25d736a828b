import type { RowIssue } from '@wdh/pipeline-core';
import { timeSinceEpoch } from '../../fields/trade-time.js';
import type { Instrument } from '../../symbols/instrument.js';
import { binanceQuotes } from '../../symbols/quotes.js';
import { splitSymbol } from '../../symbols/split-symbol.js';
import type { TradeSide } from '../../trade/trade.js';
import type { Exchange, ListedSymbols } from '../exchange.js';
import { spotTrades } from './files.js';

const quotes = new Set(binanceQuotes);

/** Spot trades of Binance. */
export const binance: Exchange = {
  name: 'BINANCE',
  assetClass: 'crypto',
  symbolOf,
  sideOf,
  timeOf: timeSinceEpoch,
  formats: [spotTrades],
};

function symbolOf(symbol: unknown, listed: ListedSymbols | null): Instrument | RowIssue {
  if (typeof symbol !== 'string' || symbol === '') {
    return { field: 'symbol', code: 'TRADE_FIELD_MISSING', message: 'must not be empty' };
  }
  const pair = listed?.get(symbol) ?? splitSymbol(symbol, quotes);
  if (pair !== null) return { symbol, ...pair, underlying: null };
  return { field: 'symbol', code: 'SYMBOL_QUOTE_UNKNOWN', message: 'must end in a known quote' };
}

/** The taker sells where the buyer is the maker. */
function sideOf(isBuyerMaker: unknown): TradeSide | null {
  switch (isBuyerMaker) {
    case true:
    case 'true':
    case 'True':
      return 'SELL';
    case false:
    case 'false':
    case 'False':
      return 'BUY';
    default:
      return null;
  }
}
