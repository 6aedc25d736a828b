const columns = [
  'message_id',
  'trade_id',
  'symbol',
  'exchange',
  'asset_class',
  'timestamp',
  'price',
  'quantity',
  'currency',
  'side',
  'trade_conditions',
  'source_sequence',
  'platform_sequence',
  'vendor_data',
];
const keys = ['exchange', 'symbol', 'trade_id'];
const updated = columns.filter((column) => !keys.includes(column));
const rowOf = (name: string): string => `(${updated.map((column) => `${name}.${column}`).join()})`;

/** How the transformation in SQL gets `message_id`: as the job does, or a constant. */
export type MessageId = 'uuid v5' | 'constant';

const messageIds: Readonly<Record<MessageId, string>> = {
  'uuid v5': `uuid_generate_v5('74726164-65c3-89c3-892d-7764682d7632', 'BINANCE|BTCUSDT|BINANCE-' || id)`,
  constant: `'74726164-65c3-89c3-892d-7764682d7632'::uuid`,
};

/**
 * Returns the commands of psql that load a file of spot trades by hand, in one transaction. Casts and
 * constraints are the only checks: not of hidden digits, nor of a repeated trade, nor what was loaded.
 */
export function loadByHand(path: string, messageId: MessageId): readonly string[] {
  return [
    'begin',
    `create temporary table staging (id text, price text, qty text, quote_qty text, time text,
       is_buyer_maker text, is_best_match text) on commit drop`,
    `\\copy staging from '${path}' with (format csv)`,
    `insert into by_hand as t (${columns.join()})
     select ${messageIds[messageId]}, 'BINANCE-' || id, 'BTCUSDT', 'BINANCE', 'crypto',
       timestamptz 'epoch' + time::bigint * case length(time)
         when 16 then interval '1 microsecond' when 13 then interval '1 millisecond' end,
       price::numeric, qty::numeric, 'USDT',
       case lower(is_buyer_maker) when 'true' then 'SELL' when 'false' then 'BUY' end::trade_side,
       '{}', id::bigint, null, jsonb_build_object(
         'is_buyer_maker', lower(is_buyer_maker), 'trade_time', time, 'quote_quantity', quote_qty,
         'is_best_match', lower(is_best_match), 'base', 'BTC', 'quote', 'USDT')
     from staging
     on conflict (${keys.join()}) do update
     set ${updated.map((column) => `${column} = excluded.${column}`).join()}
     where ${rowOf('t')} is distinct from ${rowOf('excluded')}`,
    'commit',
  ];
}

/** Rows that one table has and the other has not, by every column but the time of ingestion. */
export const differences = `
  with a as (select ${columns.join()} from trades_v2), b as (select ${columns.join()} from by_hand)
  select count(*)::int as rows from (
    (table a except all table b) union all (table b except all table a)) differing`;
