/**
 * A record of a source that may be a trade: the fields of the record, as text where they are numbers,
 * and how to read it.
 */
export interface RawTrade {
  /** The name of a {@link TradeFormat}, such as `binance-spot-trades`. */
  readonly format: string;
  /** The symbol, where the record has none, as in a file that has it in its name. */
  readonly symbol?: unknown;
  readonly [field: string]: unknown;
}
