import type { TradeFormat } from '../exchange.js';
import { type Layout, partsBy } from './layout.js';
import { aggTradeLayout, tradeLayout, usdmTradeLayout } from './layouts.js';

const fileFormat = (name: string, columns: readonly string[], layout: Layout): TradeFormat => {
  return { name, columns, parse: (raw) => partsBy(layout, raw, raw.symbol) };
};

const aggColumns = [
  'agg_trade_id',
  'price',
  'quantity',
  'first_trade_id',
  'last_trade_id',
  'transact_time',
  'is_buyer_maker',
];

/** Lines of files such as `BTCUSDT-trades-2025-01-15.csv` of spot, which have no header. */
export const spotTrades = fileFormat(
  'binance-spot-trades',
  ['id', 'price', 'qty', 'quoteQty', 'time', 'isBuyerMaker', 'isBestMatch'],
  tradeLayout,
);

/** Lines of files such as `BTCUSDT-aggTrades-2025-01-15.csv` of spot, which have no header. */
export const spotAggTrades = fileFormat(
  'binance-spot-agg-trades',
  [...aggColumns, 'is_best_match'],
  aggTradeLayout,
);

/** Lines of files of trades of USD-M futures; newer files have these names as their header. */
export const usdmTrades = fileFormat(
  'binance-usdm-trades',
  ['id', 'price', 'qty', 'quote_qty', 'time', 'is_buyer_maker'],
  usdmTradeLayout,
);

/** Lines of files of aggregate trades of USD-M futures; newer files have these names as their header. */
export const usdmAggTrades = fileFormat('binance-usdm-agg-trades', aggColumns, aggTradeLayout);
