import type { GateCheck } from '@wdh/warehouse-loader';

/**
 * The new rows of a load. Their time of ingestion is that of its transaction, and the index on it
 * finds them without a scan of the table.
 */
const added = 'ingestion_timestamp = now()';

/** Bounds the search for the trade before, where the index has only those of other exchanges. */
const lookback = "interval '7 days'";

/** Aggregate trades have ids of their own. */
const isAggregate = `(trade_conditions @> '{AGGREGATE}')`;

/**
 * The checks of the table before COMMIT. Each reads the new rows once, and only where their extremes
 * show that something may be wrong, further trades of the same symbol. `exchange || ''` keeps the
 * primary key from being read whole for the trade before, which the index on the times finds.
 */
export const tradesChecks: readonly GateCheck[] = [
  {
    name: 'prices within a factor of ten of the trade before',
    severity: 'warn',
    sql: `
      with added as (
        select exchange, symbol, min(price) as low, max(price) as high,
          min(timestamp) as first, max(timestamp) as last
        from public.trades_v2 where ${added} group by exchange, symbol
      ), wide as (
        select added.exchange, added.symbol, coalesce(before.timestamp, first) as first, last
        from added left join lateral (
          select price, timestamp from public.trades_v2 trade
          where trade.symbol = added.symbol and trade.exchange || '' = added.exchange
            and trade.timestamp < first and trade.timestamp >= first - ${lookback}
          order by trade.timestamp desc limit 1
        ) before on true
        where greatest(high, before.price) > 10 * least(low, before.price)
      )
      select from wide cross join lateral (
        select price, lag(price) over (order by timestamp, source_sequence) as before
        from public.trades_v2 trade
        where trade.symbol = wide.symbol and trade.exchange = wide.exchange
          and trade.timestamp between wide.first and wide.last
      ) pair
      where price > 10 * before or before > 10 * price`,
  },
  {
    name: 'no gap in the ids of trades',
    severity: 'warn',
    sql: `
      with added as (
        select exchange, symbol, ${isAggregate} as is_aggregate, count(*) as trades,
          min(source_sequence) as low, max(source_sequence) as high, min(timestamp) as first
        from public.trades_v2 where ${added} and source_sequence is not null
        group by exchange, symbol, ${isAggregate}
      ), broken as (
        select added.*, before.source_sequence as before_low
        from added left join lateral (
          select source_sequence from public.trades_v2 trade
          where trade.symbol = added.symbol and trade.exchange || '' = added.exchange
            and ${isAggregate} = added.is_aggregate
            and trade.timestamp < first and trade.timestamp >= first - ${lookback}
          order by trade.timestamp desc, trade.source_sequence desc limit 1
        ) before on true
        where high - low + 1 <> trades or low > before.source_sequence + 1
      ), pair as (
        select exchange, symbol, trade_id, source_sequence, coalesce(
          lag(source_sequence)
            over (partition by exchange, symbol, is_aggregate order by source_sequence),
          before_low) as before
        from broken join (
          select exchange, symbol, ${isAggregate} as is_aggregate, trade_id, source_sequence
          from public.trades_v2 where ${added} and source_sequence is not null offset 0
        ) trade using (exchange, symbol, is_aggregate)
      )
      select from pair
      where source_sequence > before + 1 and (
        select stored.trade_id from public.trades_v2 stored
        where stored.exchange = pair.exchange and stored.symbol = pair.symbol
          and stored.trade_id = left(pair.trade_id, -length(pair.source_sequence::text))
            || (pair.source_sequence - 1)
      ) is null`,
  },
  {
    name: 'times on the day or in the month of the file name',
    severity: 'warn',
    sql: `
      with named as materialized (
        select substring(input_file_path
          from '(?i)-(?:agg)?trades-([1-9]\\d{3}-(?:0[1-9]|1[0-2])(?:-\\d{2})?)(?![\\d-])[^/]*$')
          as period
        from public.pipeline_executions
        where execution_id = current_setting('wdh.execution_id')
      ), bounds as materialized (
        -- A day that its month does not have is one of the next month, and no error.
        select start at time zone 'UTC' as begin, (start + case length(period)
          when 10 then interval '1 day' else interval '1 month' end) at time zone 'UTC' as finish
        from named cross join lateral (
          select (left(period, 7) || '-01')::timestamp
            + (rpad(substr(period, 9), 2, '01')::int - 1) * interval '1 day' as start
        ) day
        where period is not null
      )
      select from bounds, (
        -- OFFSET keeps the index on the time of ingestion: that on the times would be read whole.
        select timestamp from public.trades_v2 where ${added} offset 0
      ) trade
      where timestamp < bounds.begin or timestamp >= bounds.finish`,
  },
  {
    name: 'each trade once in the input',
    severity: 'warn',
    fn: ({ rows }) => Promise.resolve(rows.superseded === 0),
  },
];
