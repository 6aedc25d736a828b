import { type RawTrade, toTrade } from '@wdh/market-data';
import { Pipeline } from '@wdh/pipeline-core';

const trades = new Pipeline<RawTrade>('trades', { stopOnError: false, errorThreshold: 0.5 });

const line = {
  format: 'binance-spot-trades',
  symbol: 'BTCUSDT',
  id: '4359867654',
  price: '97234.50000000',
  qty: '0.00125000',
  time: '1736899200000123',
  isBuyerMaker: 'True',
};

export const result = await trades
  .addStep(toTrade())
  .run([line, { ...line, price: '1e-9' }, { format: 'binance-stream', e: 'kline', s: 'BTCUSDT' }]);
// result.outputData    [{ trade_id: 'BINANCE-4359867654', price: '97234.50000000', side: 'SELL', … }]
// result.rejectedRows  [{ rowNumber: 2, field: 'price', code: 'DECIMAL_EXPONENT', … }]
// result.ledger        { rowsIn: 3, rowsOut: 1, rowsRejected: 1, rowsFiltered: 1, rowsAdded: 0 }
