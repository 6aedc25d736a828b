import {
  type Exchange,
  timeSinceEpoch,
  toTrade,
  type TradeFormat,
  type TradeSide,
} from '@wdh/market-data';

const lines: TradeFormat = {
  name: 'corner-lines',
  columns: ['no', 'pair', 'price', 'amount', 'at', 'deal'],
  parse: ({ no: id, pair: symbol, price, amount: quantity, at: time, deal: side }) => ({
    ...{ id, symbol, price, quantity, time, side },
    fields: {
      // The names in the record, for messages.
      ...{ id: 'no', symbol: 'pair', price: 'price' },
      ...{ quantity: 'amount', time: 'at', side: 'deal' },
    },
    ...{ idPrefix: 'CORNER-', conditions: [], vendorData: {} },
  }),
};

const sides = new Map<string, TradeSide>([
  ['sold', 'SELL'],
  ['bought', 'BUY'],
]);

const corner: Exchange = {
  name: 'CORNER',
  assetClass: 'crypto',
  symbolOf: (symbol) => {
    const [base, quote] = symbol.split('-');
    if (base !== undefined && quote !== undefined) return { symbol, base, quote };
    return { field: 'symbol', code: 'SYMBOL_INVALID', message: 'must be a pair such as BTC-EUR' };
  },
  sideOf: (word) => sides.get(word) ?? null,
  timeOf: timeSinceEpoch,
  timeForm: 'milliseconds since 1970',
  formats: [lines],
};

export const step = toTrade({ exchanges: [corner] });
