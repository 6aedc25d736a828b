import type { RawTrade } from '../../src/index.js';

/** A line of `BTCUSDT-trades-2025-01-15.csv` of spot. */
export const spotRow: RawTrade = {
  format: 'binance-spot-trades',
  symbol: 'BTCUSDT',
  id: '4359867654',
  price: '97234.50000000',
  qty: '0.00125000',
  quoteQty: '121.54312500',
  time: '1736899200000123',
  isBuyerMaker: 'True',
  isBestMatch: 'True',
};

/** A line of an aggTrades file of spot. */
export const spotAggRow: RawTrade = {
  format: 'binance-spot-agg-trades',
  symbol: 'BTCUSDT',
  agg_trade_id: '3358174938',
  price: '97234.50000000',
  quantity: '0.00125000',
  first_trade_id: '4359867654',
  last_trade_id: '4359867656',
  transact_time: '1736899200000123',
  is_buyer_maker: 'False',
  is_best_match: 'True',
};

/** A line of a trades file of USD-M futures. */
export const usdmRow: RawTrade = {
  format: 'binance-usdm-trades',
  symbol: 'BTCUSDT',
  id: '5830018437',
  price: '97211.1',
  qty: '0.002',
  quote_qty: '194.4222',
  time: '1736899200045',
  is_buyer_maker: 'true',
};

/** A line of an aggTrades file of USD-M futures. */
export const usdmAggRow: RawTrade = {
  format: 'binance-usdm-agg-trades',
  symbol: 'BTCUSDT',
  agg_trade_id: '2502317611',
  price: '97211.1',
  quantity: '0.002',
  first_trade_id: '5830018437',
  last_trade_id: '5830018438',
  transact_time: '1736899200045',
  is_buyer_maker: 'false',
};

/** A message of the stream `trade`, read with numbers as text. */
export const tradeMessage = {
  e: 'trade',
  E: '1736899200999',
  s: 'BTCUSDT',
  t: '4359867654',
  p: '97234.50000000',
  q: '0.00125000',
  T: '1736899200123',
  m: true,
  M: true,
};

/** A message of the stream `aggTrade`, read with numbers as text. */
export const aggTradeMessage = {
  e: 'aggTrade',
  E: '1736899200999',
  s: 'BTCUSDT',
  a: '3358174938',
  p: '97234.50000000',
  q: '0.00125000',
  f: '4359867654',
  l: '4359867656',
  T: '1736899200123',
  m: false,
  M: true,
};

/** An object of the REST answer to `trades`. */
export const restRow: RawTrade = { ...spotRow, format: 'binance-rest', isBuyerMaker: false };

/** An object of the REST answer to `aggTrades`. */
export const restAggRow: RawTrade = {
  format: 'binance-rest',
  symbol: 'BTCUSDT',
  a: '3358174938',
  p: '97234.50000000',
  q: '0.00125000',
  f: '4359867654',
  l: '4359867656',
  T: '1736899200123',
  m: true,
  M: true,
};

/** A trade array of Kraken. */
export const krakenRow: RawTrade = {
  format: 'kraken-trades',
  symbol: 'XBT/USD',
  trade: ['30243.40000', '0.34507674', '1688669597.8277369', 'b', 'm', '', '61044952'],
};

/** A row of each format. */
export const rowOfEachFormat: readonly RawTrade[] = [
  spotRow,
  spotAggRow,
  usdmRow,
  usdmAggRow,
  { format: 'binance-stream', ...tradeMessage },
  { format: 'binance-stream', ...aggTradeMessage },
  { format: 'binance-usdm-stream', ...tradeMessage },
  restRow,
  restAggRow,
  { ...restRow, format: 'binance-usdm-rest' },
  krakenRow,
];
