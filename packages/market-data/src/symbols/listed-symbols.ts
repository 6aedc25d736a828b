import { WdhError } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { deliveryOf } from './delivery.js';
import type { Instrument } from './instrument.js';
import { underlyingOf } from './leveraged-tokens.js';

/** The instruments that an exchange lists, by symbol. */
export type ListedSymbols = ReadonlyMap<string, Instrument>;

const asset = v.pipe(v.string(), v.nonEmpty());

const exchangeInfo = v.object({
  symbols: v.array(
    v.object({
      symbol: asset,
      baseAsset: asset,
      quoteAsset: asset,
      permissions: v.optional(v.array(v.string())),
      permissionSets: v.optional(v.array(v.array(v.string()))),
    }),
  ),
});

/**
 * Reads the symbols of an answer of Binance to `exchangeInfo`, of spot or of futures.
 *
 * @param answer - The parsed JSON.
 * @throws WdhError `EXCHANGE_INFO_INVALID` (usage)
 * @see https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints
 */
export function listedSymbols(answer: unknown): ListedSymbols {
  const read = v.safeParse(exchangeInfo, answer);
  if (!read.success) {
    const path = v.getDotPath(read.issues[0]) ?? 'the document';
    throw new WdhError(
      `The exchangeInfo is invalid at ${path}. Pass the whole answer of Binance, as it was downloaded.`,
      { code: 'EXCHANGE_INFO_INVALID', category: 'usage', isRetryable: false },
    );
  }
  return new Map(
    read.output.symbols.map(
      ({ symbol, baseAsset: base, quoteAsset: quote, permissions, permissionSets }) => {
        const all = [...(permissions ?? []), ...(permissionSets ?? []).flat()];
        const underlying = underlyingOf(base, all.includes('LEVERAGED'));
        const delivery = deliveryOf(symbol);
        return [
          symbol,
          {
            ...{ symbol, base, quote },
            ...(underlying === null ? {} : { underlying }),
            ...(delivery === null ? {} : { delivery }),
          },
        ];
      },
    ),
  );
}
