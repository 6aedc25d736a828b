import type { Layout } from './layout.js';

/** Trades of REST, and lines of spot files in the same order. */
export const tradeLayout: Layout = {
  fields: {
    symbol: 'symbol',
    id: 'id',
    price: 'price',
    quantity: 'qty',
    time: 'time',
    side: 'isBuyerMaker',
  },
  isAggregate: false,
  vendor: [
    ['is_buyer_maker', 'isBuyerMaker'],
    ['trade_time', 'time'],
    ['quote_quantity', 'quoteQty'],
    ['is_best_match', 'isBestMatch'],
  ],
};

/** Lines of files of USD-M futures, by the names of their header. */
export const usdmTradeLayout: Layout = {
  fields: { ...tradeLayout.fields, side: 'is_buyer_maker' },
  isAggregate: false,
  vendor: [
    ['is_buyer_maker', 'is_buyer_maker'],
    ['trade_time', 'time'],
    ['quote_quantity', 'quote_qty'],
  ],
};

/** Lines of files of aggregate trades, by the names of their header. */
export const aggTradeLayout: Layout = {
  fields: {
    symbol: 'symbol',
    id: 'agg_trade_id',
    price: 'price',
    quantity: 'quantity',
    time: 'transact_time',
    side: 'is_buyer_maker',
  },
  isAggregate: true,
  vendor: [
    ['is_buyer_maker', 'is_buyer_maker'],
    ['trade_time', 'transact_time'],
    ['first_trade_id', 'first_trade_id'],
    ['last_trade_id', 'last_trade_id'],
    ['is_best_match', 'is_best_match'],
  ],
};

/** Aggregate trades of REST. */
export const restAggTradeLayout: Layout = {
  fields: { symbol: 'symbol', id: 'a', price: 'p', quantity: 'q', time: 'T', side: 'm' },
  isAggregate: true,
  vendor: [
    ['is_buyer_maker', 'm'],
    ['trade_time', 'T'],
    ['first_trade_id', 'f'],
    ['last_trade_id', 'l'],
    ['is_best_match', 'M'],
  ],
};

/** Messages of the stream `trade`. The trade time is T; E is the time at which the message was sent. */
export const tradeEventLayout: Layout = {
  fields: { symbol: 's', id: 't', price: 'p', quantity: 'q', time: 'T', side: 'm' },
  isAggregate: false,
  vendor: [
    ['is_buyer_maker', 'm'],
    ['trade_time', 'T'],
    ['event_type', 'e'],
    ['event_time', 'E'],
    ['is_best_match', 'M'],
    ['order_type', 'X'],
  ],
};

/** Messages of the stream `aggTrade`. */
export const aggTradeEventLayout: Layout = {
  fields: { ...tradeEventLayout.fields, id: 'a' },
  isAggregate: true,
  vendor: [...restAggTradeLayout.vendor, ['event_type', 'e'], ['event_time', 'E']],
};
