/** What is traded against what. */
export interface Instrument {
  /** The name under which trades are stored. */
  readonly symbol: string;
  readonly base: string;
  /** The currency of the price. */
  readonly quote: string;
  /** What a leveraged token follows; null for everything else. */
  readonly underlying: string | null;
}
