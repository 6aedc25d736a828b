import type { tradesV2 } from './trades-v2.js';

/**
 * One trade in the industry-neutral form TradeV2: a row of `trades_v2` without the time of its
 * ingestion.
 *
 * `price` and `quantity` are plain decimals as text, `timestamp` is ISO 8601 in UTC with six decimals,
 * and the sequences are whole numbers as text, so that every value is exact.
 */
export type Trade = Readonly<Omit<typeof tradesV2.$inferSelect, 'ingestion_timestamp'>>;

/** The kind of asset that is traded. */
export type AssetClass = Trade['asset_class'];

/** The side of a trade, as the taker sees it. */
export type TradeSide = Trade['side'];
