import type { RowIssue } from '@wdh/pipeline-core';
import { exactText } from '../../fields/exact-text.js';
import type { PartNames, TradeFormat, TradeParts } from '../exchange.js';
import type { RawTrade } from '../raw-trade.js';

const columns = ['price', 'volume', 'time', 'side', 'order_type', 'misc', 'trade_id'] as const;

const fields: PartNames = {
  symbol: 'symbol',
  id: 'trade_id',
  price: 'price',
  quantity: 'volume',
  time: 'time',
  side: 'side',
};

const conditions: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['m', Object.freeze(['MARKET'])],
  ['l', Object.freeze(['LIMIT'])],
]);
const noCondition = Object.freeze<string[]>([]);

/**
 * Trades of Kraken's REST answer to `Trades`: `[price, volume, time, side, order type, misc, trade
 * id]`, as the field `trade` or as columns. The arrays of its first WebSocket interface have no id.
 * They are refused, as a trade without an id has no key.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-recent-trades
 */
export const krakenTrades: TradeFormat = { name: 'kraken-trades', columns, parse };

function parse(raw: RawTrade): TradeParts | RowIssue | null {
  const { trade } = raw;
  if (trade === undefined)
    return partsOf(
      columns.map((column) => raw[column]),
      raw.symbol,
    );
  if (Array.isArray(trade) && trade.length === columns.length) return partsOf(trade, raw.symbol);
  const message = `must be an array of ${columns.join(', ')}`;
  return { field: 'trade', code: 'TRADE_ARRAY_INVALID', message };
}

function partsOf(values: readonly unknown[], symbol: unknown): TradeParts {
  const [price, quantity, time, side, orderType, misc, id] = values;
  const vendorData: Record<string, string> = {};
  add(vendorData, 'trade_time', time);
  add(vendorData, 'order_type', orderType);
  add(vendorData, 'misc', misc);
  return {
    ...{ fields, symbol, id, price, quantity, time, side, vendorData },
    idPrefix: 'KRAKEN-',
    conditions: conditions.get(orderType) ?? noCondition,
  };
}

function add(data: Record<string, string>, name: string, value: unknown): void {
  const text = exactText(value);
  if (text !== undefined && text !== '') data[name] = text;
}
