import { rejectRow, type RowTransformStep, rowStep } from '@wdh/pipeline-core';
import type { Exchange, TradeFormat } from './exchanges/exchange.js';
import { exchanges } from './exchanges/exchanges.js';
import { InstrumentCache } from './exchanges/instrument-cache.js';
import type { RawTrade } from './exchanges/raw-trade.js';
import { tradeOf } from './exchanges/trade-of.js';
import type { ListedSymbols } from './symbols/listed-symbols.js';
import type { Trade } from './trade/trade.js';

/** Options of {@link toTrade}. */
export interface ToTradeOptions {
  /** The symbols that the exchange lists; they win over the known quotes. Default none. */
  readonly listed?: ListedSymbols | undefined;
  /** Further exchanges, whose formats win over those of the package with the same name. Default none. */
  readonly exchanges?: readonly Exchange[] | undefined;
}

interface Reading {
  readonly format: TradeFormat;
  readonly exchange: Exchange;
  readonly instruments: InstrumentCache;
}

/**
 * Returns a row step that makes trades of raw rows. It rejects an invalid trade with a code, and
 * filters records about other events.
 *
 * @example
 * new Pipeline<RawTrade>('trades').addStep(toTrade());
 */
export function toTrade(options: ToTradeOptions = {}): RowTransformStep<RawTrade, Trade> {
  const readings = readingsByName(options);
  return rowStep('to_trade', (raw: RawTrade) => {
    const reading = readings.get(raw.format);
    if (reading === undefined) {
      const message = `must be one of ${[...readings.keys()].join(', ')}`;
      return rejectRow({ field: 'format', code: 'TRADE_FORMAT_UNKNOWN', message });
    }
    const { format, exchange, instruments } = reading;
    const parts = format.parse(raw);
    if (parts === null) return null;
    if ('code' in parts) return rejectRow(parts);
    const trade = tradeOf(exchange, parts, instruments.find(parts.symbol, parts.fields.symbol));
    return 'trade_id' in trade ? trade : rejectRow(...trade);
  });
}

function readingsByName({
  listed,
  exchanges: further = [],
}: ToTradeOptions): ReadonlyMap<string, Reading> {
  return new Map(
    [...exchanges, ...further].flatMap((exchange) => {
      const instruments = new InstrumentCache(exchange, listed);
      return exchange.formats.map((format): [string, Reading] => [
        format.name,
        { format, exchange, instruments },
      ]);
    }),
  );
}
