/** Returns base and quote of a symbol by the longest quote that ends it; null where none does. */
export function splitSymbol(
  symbol: string,
  quotes: ReadonlySet<string>,
): { readonly base: string; readonly quote: string } | null {
  for (let at = 1; at < symbol.length; at += 1) {
    const quote = symbol.slice(at);
    if (quotes.has(quote)) return { base: symbol.slice(0, at), quote };
  }
  return null;
}
