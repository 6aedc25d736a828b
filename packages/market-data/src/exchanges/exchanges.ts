import { binance, binanceUsdm } from './binance/binance.js';
import type { Exchange, TradeFormat } from './exchange.js';
import { kraken } from './kraken/kraken.js';

/** Every exchange whose trades this package reads. */
export const exchanges: readonly Exchange[] = [binance, binanceUsdm, kraken];

/** A format and the exchange that writes it. */
export interface FormatOfExchange {
  readonly format: TradeFormat;
  readonly exchange: Exchange;
}

const byName: ReadonlyMap<string, FormatOfExchange> = new Map(
  exchanges.flatMap((exchange) =>
    exchange.formats.map((format) => [format.name, { format, exchange }] as const),
  ),
);

/** The names of all formats. */
export const tradeFormatNames: readonly string[] = [...byName.keys()];

/** Returns a format and its exchange by the name of the format; null where there is none. */
export const tradeFormat = (name: string): FormatOfExchange | null => byName.get(name) ?? null;
