import { rejectRow, type RowTransformStep, rowStep } from '@wdh/pipeline-core';
import type { ListedSymbols } from './exchanges/exchange.js';
import { tradeFormat } from './exchanges/exchanges.js';
import type { RawTrade } from './exchanges/raw-trade.js';
import { tradeOf } from './exchanges/trade-of.js';
import type { Trade } from './trade/trade.js';

/** Options of {@link toTrade}. */
export interface ToTradeOptions {
  /** The symbols that the exchange lists; they win over the known quotes. */
  readonly listed?: ListedSymbols | undefined;
}

/**
 * Returns a row step that makes trades of raw rows. It rejects an invalid trade with a code, and
 * filters records about other events.
 */
export function toTrade({ listed }: ToTradeOptions = {}): RowTransformStep<RawTrade, Trade> {
  return rowStep('to_trade', (raw: RawTrade) => {
    const found = tradeFormat(raw.format);
    if (found === null) {
      const message = 'must be the name of a format of trades';
      return rejectRow({ field: 'format', code: 'TRADE_FORMAT_UNKNOWN', message });
    }
    const { format, exchange } = found;
    const parts = format.parse(raw);
    if (parts === null) return null;
    if ('code' in parts) return rejectRow(parts);
    const instrument = exchange.symbolOf(parts.symbol, listed ?? null);
    if ('code' in instrument) return rejectRow(instrument);
    const trade = tradeOf(exchange, parts, instrument);
    return 'code' in trade ? rejectRow(trade) : trade;
  });
}
