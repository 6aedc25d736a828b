import { runStep } from '@wdh/pipeline-core/testing';
import { expect, it } from 'vitest';
import { toTrade } from './to-trade.js';

const row = {
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

it('makes a trade of a line of a spot file', async () => {
  const result = await runStep(toTrade(), [row]);
  expect(result.rejectedRows).toEqual([]);
  expect(result.outputData[0]).toMatchObject({
    trade_id: 'BINANCE-4359867654',
    timestamp: '2025-01-15T00:00:00.000123Z',
    currency: 'USDT',
    side: 'SELL',
  });
});
