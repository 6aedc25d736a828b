import type { TradeFormat } from '../exchange.js';
import { partsBy } from './layout.js';
import { restAggTradeLayout, tradeLayout } from './layouts.js';

/**
 * Objects of the answers to `trades`, `historicalTrades` and `aggTrades`. They have no symbol, so the
 * raw row has it beside them.
 */
const restFormat = (name: string): TradeFormat => {
  return {
    name,
    parse: (raw) => partsBy('a' in raw ? restAggTradeLayout : tradeLayout, raw, raw.symbol),
  };
};

/** Objects of REST answers of spot. */
export const spotRest = restFormat('binance-rest');

/** Objects of REST answers of USD-M futures. */
export const usdmRest = restFormat('binance-usdm-rest');
