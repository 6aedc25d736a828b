import * as v from 'valibot';
import { expect, it } from 'vitest';
import { spotRow } from '../../test/support/raw-rows.js';
import { readTrade } from '../../test/support/read-trades.js';
import { tradeSchema } from './trade-schema.js';

const trade = await readTrade(spotRow);

it('accepts a trade, and returns it as it is', () => {
  expect(v.parse(tradeSchema, trade)).toEqual(trade);
});

it.each([
  ['another UUID', { message_id: '5b76427c-e4e4-5546-bd28-17540b9c68cb' }, 'message_id'],
  ['the UUID of another symbol', { symbol: 'ETHUSDT' }, 'message_id'],
  ['an empty id', { trade_id: '' }, 'trade_id'],
  ['a symbol with a space', { symbol: 'BTC USDT' }, 'symbol'],
  ['another kind of asset', { asset_class: 'bonds' }, 'asset_class'],
  ['a time in milliseconds', { timestamp: '2025-01-15T00:00:00.123Z' }, 'timestamp'],
  ['a time with an offset', { timestamp: '2025-01-15T00:00:00.123456+01:00' }, 'timestamp'],
  ['February 30', { timestamp: '2025-02-30T00:00:00.000000Z' }, 'timestamp'],
  ['the hour 24', { timestamp: '2025-01-15T24:00:00.000000Z' }, 'timestamp'],
  ['the year 0', { timestamp: '0000-01-15T00:00:00.000000Z' }, 'timestamp'],
  ['a price as a number', { price: 1.5 }, 'price'],
  ['a price of 0', { price: '0.0' }, 'price'],
  ['a price with nine decimals', { price: '1.000000001' }, 'price'],
  ['a quantity of NaN', { quantity: 'NaN' }, 'quantity'],
  ['no currency', { currency: null }, 'currency'],
  ['another side', { side: 'BUY_SHORT' }, 'side'],
  ['a condition that is not a text', { trade_conditions: [1] }, 'trade_conditions'],
  ['a sequence as a number', { source_sequence: 1 }, 'source_sequence'],
  ['a sequence beyond 64 bits', { platform_sequence: '9223372036854775808' }, 'platform_sequence'],
  [
    'a vendor value that is not a text',
    { vendor_data: { is_buyer_maker: true } },
    'vendor_data.is_buyer_maker',
  ],
  ['a time of ingestion', { ingestion_timestamp: '2025-01-15' }, 'ingestion_timestamp'],
])('refuses %s', (_, change, path) => {
  const { issues = [] } = v.safeParse(tradeSchema, { ...trade, ...change });
  expect(issues.map((issue) => v.getDotPath(issue))[0]).toBe(path);
});

it('accepts null for sequences and for the data of the vendor', () => {
  const sparse = { ...trade, source_sequence: null, platform_sequence: null, vendor_data: null };
  expect(v.is(tradeSchema, sparse)).toBe(true);
});
