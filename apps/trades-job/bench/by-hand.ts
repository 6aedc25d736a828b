import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';

/** The columns of a spot file, as text. */
const raw = `create temp table raw (
  id text, price text, qty text, quote_qty text, time text, is_buyer_maker text, is_best_match text
) on commit drop`;

/**
 * The same rows by SQL: the UUID is that of a hash, in the form of version 5, as PostgreSQL has no
 * function for it without an extension.
 */
const transform = `insert into trades_v2 (message_id, trade_id, symbol, exchange, asset_class,
    timestamp, price, quantity, currency, side, trade_conditions, source_sequence, vendor_data)
  select
    overlay(overlay(md5('BINANCE|BTCUSDT|BINANCE-' || id) placing '5' from 13) placing '8' from 17)::uuid,
    'BINANCE-' || id, 'BTCUSDT', 'BINANCE', 'crypto',
    timestamptz 'epoch' + time::bigint * interval '1 microsecond',
    price::numeric, qty::numeric, 'USDT',
    case is_buyer_maker when 'True' then 'SELL' else 'BUY' end::trade_side, '{}', id::bigint,
    jsonb_build_object('base', 'BTC', 'quote', 'USDT', 'quote_quantity', quote_qty,
      'trade_time', time, 'is_buyer_maker', lower(is_buyer_maker),
      'is_best_match', lower(is_best_match))
  from raw
  on conflict (exchange, symbol, trade_id) do update set
    message_id = excluded.message_id, asset_class = excluded.asset_class,
    timestamp = excluded.timestamp, price = excluded.price, quantity = excluded.quantity,
    currency = excluded.currency, side = excluded.side,
    trade_conditions = excluded.trade_conditions, source_sequence = excluded.source_sequence,
    vendor_data = excluded.vendor_data
  where (trades_v2.price, trades_v2.quantity, trades_v2.timestamp, trades_v2.side, trades_v2.vendor_data)
    is distinct from
    (excluded.price, excluded.quantity, excluded.timestamp, excluded.side, excluded.vendor_data)`;

/** Loads a file of spot trades by COPY and SQL in one transaction. */
export async function loadByHand(sql: Sql, path: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe(raw);
    const copy = await transaction.unsafe(`copy raw from stdin (format csv)`).writable();
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), copy);
    await transaction.unsafe(transform);
  });
}
