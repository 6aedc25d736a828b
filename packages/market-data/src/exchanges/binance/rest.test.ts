import { expect, it } from 'vitest';
import { restAggRow, restRow, spotRow } from '../../../test/support/raw-rows.js';
import { issuesOf, readTrade } from '../../../test/support/read-trades.js';

it('an object of trades is the trade that a file has', async () => {
  const row = { ...spotRow, format: 'binance-rest', isBuyerMaker: true, isBestMatch: true };
  expect(await readTrade(row)).toEqual(await readTrade(spotRow));
});

it('an object of aggregate trades is known by its fields', async () => {
  expect(await readTrade(restAggRow)).toMatchObject({
    trade_id: 'BINANCE-AGG-3358174938',
    timestamp: '2025-01-15T00:00:00.123000Z',
    side: 'SELL',
    trade_conditions: ['AGGREGATE'],
    vendor_data: { first_trade_id: '4359867654', last_trade_id: '4359867656' },
  });
});

it('an object of futures has their exchange', async () => {
  const trade = await readTrade({ ...restRow, format: 'binance-usdm-rest' });
  expect(trade.exchange).toBe('BINANCE_USDM');
});

it('is rejected where the source adds no symbol', async () => {
  expect(await issuesOf({ ...restRow, symbol: undefined })).toEqual(['symbol TRADE_FIELD_MISSING']);
});

it('is rejected where it is neither', async () => {
  expect(await issuesOf({ format: 'binance-rest', symbol: 'BTCUSDT' })).toContain(
    'id TRADE_FIELD_MISSING',
  );
});
