/**
 * Returns the text of a cell at its positions: its start and its end, without the quotes around it.
 * The end of a cell with doubled quotes is `~end`, which is negative.
 */
export function cellAt(text: string, start: number, end: number, quote: string): string {
  if (end >= 0) return text.slice(start, end);
  return text.slice(start, ~end).replaceAll(quote + quote, quote);
}
