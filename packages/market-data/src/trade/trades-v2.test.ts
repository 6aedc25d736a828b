import { getTableConfig } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { tradesV2 } from './trades-v2.js';

const { columns, primaryKeys, indexes, checks } = getTableConfig(tradesV2);

it('has the types of TradeV2', () => {
  const types = columns.map((column) => {
    return `${column.name}: ${column.getSQLType()}${column.notNull ? '' : ', nullable'}`;
  });
  expect(types).toEqual([
    'message_id: uuid',
    'trade_id: text',
    'symbol: text',
    'exchange: text',
    'asset_class: asset_class',
    'timestamp: timestamp(6) with time zone',
    'price: numeric(18, 8)',
    'quantity: numeric(28, 8)',
    'currency: text',
    'side: trade_side',
    'trade_conditions: text[]',
    'source_sequence: bigint, nullable',
    'platform_sequence: bigint, nullable',
    'ingestion_timestamp: timestamp(6) with time zone',
    'vendor_data: jsonb, nullable',
  ]);
});

it('has the key exchange, symbol and id', () => {
  expect(primaryKeys.map((key) => key.columns.map(({ name }) => name))).toEqual([
    ['exchange', 'symbol', 'trade_id'],
  ]);
});

it('has indexes by symbol and time and by ingestion, and checks of price and quantity', () => {
  expect(indexes.map(({ config }) => config.name)).toEqual([
    'trades_v2_symbol_timestamp_idx',
    'trades_v2_ingestion_timestamp_idx',
  ]);
  expect(checks.map(({ name }) => name)).toEqual([
    'trades_v2_price_check',
    'trades_v2_quantity_check',
  ]);
});

it('sets the time of ingestion by itself', () => {
  expect(columns.find(({ name }) => name === 'ingestion_timestamp')?.hasDefault).toBe(true);
});
