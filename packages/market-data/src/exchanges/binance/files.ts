import type { PartNames, TradeFormat } from '../exchange.js';

const fields: PartNames = {
  symbol: 'symbol',
  id: 'id',
  price: 'price',
  quantity: 'qty',
  time: 'time',
  side: 'isBuyerMaker',
};

/** Lines of files such as `BTCUSDT-trades-2025-01-15.csv`, which have no header. */
export const spotTrades: TradeFormat = {
  name: 'binance-spot-trades',
  columns: ['id', 'price', 'qty', 'quoteQty', 'time', 'isBuyerMaker', 'isBestMatch'],
  parse: (raw) => ({
    fields,
    symbol: raw.symbol,
    id: raw['id'],
    price: raw['price'],
    quantity: raw['qty'],
    time: raw['time'],
    side: raw['isBuyerMaker'],
    idPrefix: 'BINANCE',
    conditions: [],
    vendorData: { trade_time: String(raw['time']) },
  }),
};
