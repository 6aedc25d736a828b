/** The two assets of a symbol. */
export interface Pair {
  readonly base: string;
  readonly quote: string;
}

/**
 * Returns base and quote of a symbol by the longest quote that it ends in; null where it ends in none.
 *
 * @param bases - The only bases of some quotes.
 */
export function splitSymbol(
  symbol: string,
  quotes: ReadonlySet<string>,
  bases: Readonly<Record<string, readonly string[]>> = {},
): Pair | null {
  for (let at = 1; at < symbol.length; at += 1) {
    const quote = symbol.slice(at);
    const base = symbol.slice(0, at);
    if (quotes.has(quote) && bases[quote]?.includes(base) !== false) return { base, quote };
  }
  return null;
}
