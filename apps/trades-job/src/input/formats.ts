import { tradeFormat } from '@wdh/market-data';
import type { Params } from '../params.js';

/** The markets whose trades are read. */
export type Market = NonNullable<Params['market']>;

/** What a file of columns contains. */
export type TradeKind = 'trades' | 'aggTrades';

/** The formats of `@wdh/market-data` by market, and by the form of the records. */
export const formatsOf: Readonly<
  Record<
    Market,
    { readonly rest: string; readonly stream: string } & Partial<Record<TradeKind, string>>
  >
> = {
  spot: {
    trades: 'binance-spot-trades',
    aggTrades: 'binance-spot-agg-trades',
    stream: 'binance-stream',
    rest: 'binance-rest',
  },
  usdm: {
    trades: 'binance-usdm-trades',
    aggTrades: 'binance-usdm-agg-trades',
    stream: 'binance-usdm-stream',
    rest: 'binance-usdm-rest',
  },
  kraken: { trades: 'kraken-trades', stream: 'kraken-trades', rest: 'kraken-trades' },
};

/** A format whose records are lines of columns. */
export interface LineFormat {
  readonly name: string;
  readonly market: Market;
  readonly kind: TradeKind;
  readonly columns: readonly string[];
}

/** Every format whose records are lines of columns. */
export const lineFormats: readonly LineFormat[] = (['spot', 'usdm', 'kraken'] as const).flatMap(
  (market) =>
    (['trades', 'aggTrades'] as const).flatMap((kind) => {
      const name = formatsOf[market][kind];
      const columns = name === undefined ? undefined : tradeFormat(name)?.format.columns;
      return name === undefined || columns === undefined ? [] : [{ name, market, kind, columns }];
    }),
);
