import type { RowIssue } from '@wdh/pipeline-core';
import type { Instrument } from '../symbols/instrument.js';
import type { AssetClass, TradeSide } from '../trade/trade.js';
import type { RawTrade } from './raw-trade.js';

/** A source of trades. A new exchange is one such object, and a line in `exchanges.ts`. */
export interface Exchange {
  /** The value of `exchange`. Ids of trades are unique within it and a symbol. */
  readonly name: string;
  readonly assetClass: AssetClass;
  /** Returns what a symbol trades, or why it is refused. */
  readonly symbolOf: (symbol: string) => Instrument | RowIssue;
  /** Returns the side of the taker; null for a word that the exchange does not write. */
  readonly sideOf: (word: string) => TradeSide | null;
  /** Returns a time in ISO 8601 with six decimals; null for a text that is not one. */
  readonly timeOf: (time: string) => string | null;
  /** What {@link Exchange.timeOf} expects, for messages. */
  readonly timeForm: string;
  readonly formats: readonly TradeFormat[];
}

/** One form in which an exchange writes its trades. */
export interface TradeFormat {
  /** Unique among all exchanges, such as `binance-spot-trades`. */
  readonly name: string;
  /** The fields in their order, where records are lines of columns. */
  readonly columns?: readonly string[];
  /**
   * Finds the parts of a trade in a record. Returns null for a record of another kind, and an issue
   * for a record that it cannot read.
   */
  readonly parse: (raw: RawTrade) => TradeParts | RowIssue | null;
}

/** The parts of a trade as the exchange writes them, not yet checked. */
export interface TradeParts {
  /** The names of the fields in the record, for messages. */
  readonly fields: PartNames;
  readonly symbol: unknown;
  readonly id: unknown;
  readonly price: unknown;
  readonly quantity: unknown;
  readonly time: unknown;
  readonly side: unknown;
  /** Comes before the id in `trade_id`, such as `BINANCE-`. */
  readonly idPrefix: string;
  readonly conditions: readonly string[];
  /** A new object for each record: base, quote and the like are added to it. */
  readonly vendorData: Record<string, string>;
}

/** The names of fields in a record. */
export interface PartNames {
  readonly symbol: string;
  readonly id: string;
  readonly price: string;
  readonly quantity: string;
  readonly time: string;
  readonly side: string;
}
