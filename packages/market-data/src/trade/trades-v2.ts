import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { VendorData } from './vendor-data.js';

/** The kinds of assets that are traded. */
export const assetClass = pgEnum('asset_class', ['equities', 'crypto', 'futures', 'options']);

/** The sides of a trade, as the taker sees it. */
export const tradeSide = pgEnum('trade_side', ['BUY', 'SELL', 'SELL_SHORT', 'UNKNOWN']);

/** A bigint column whose values are texts, so that ids beyond 2^53 stay exact. */
const sequence = () => bigint({ mode: 'bigint' }).$type<string>();

/**
 * The target `trades_v2`: one row for each trade of an exchange.
 *
 * The key is the exchange, the symbol and the id of the trade. `message_id` follows from it, so it
 * has no index of its own. `ingestion_timestamp` is the default of the column: a load that repeats a
 * trade leaves its row unchanged. Its index is small, and finds the new rows of a load, which checks
 * read.
 */
export const tradesV2 = pgTable(
  'trades_v2',
  {
    message_id: uuid().notNull(),
    trade_id: text().notNull(),
    symbol: text().notNull(),
    exchange: text().notNull(),
    asset_class: assetClass().notNull(),
    timestamp: timestamp({ withTimezone: true, precision: 6, mode: 'string' }).notNull(),
    price: numeric({ precision: 18, scale: 8 }).notNull(),
    quantity: numeric({ precision: 28, scale: 8 }).notNull(),
    currency: text().notNull(),
    side: tradeSide().notNull(),
    trade_conditions: text().array().$type<readonly string[]>().notNull(),
    source_sequence: sequence(),
    platform_sequence: sequence(),
    ingestion_timestamp: timestamp({ withTimezone: true, precision: 6, mode: 'string' })
      .notNull()
      .defaultNow(),
    vendor_data: jsonb().$type<VendorData>(),
  },
  (table) => [
    primaryKey({ columns: [table.exchange, table.symbol, table.trade_id] }),
    index('trades_v2_symbol_timestamp_idx').on(table.symbol, table.timestamp),
    index('trades_v2_ingestion_timestamp_idx')
      .using('brin', table.ingestion_timestamp)
      .with({ autosummarize: true }),
    // NaN of numeric is greater than every number.
    check('trades_v2_price_check', sql`${table.price} > 0 and ${table.price} <> 'NaN'`),
    check('trades_v2_quantity_check', sql`${table.quantity} > 0 and ${table.quantity} <> 'NaN'`),
  ],
);
