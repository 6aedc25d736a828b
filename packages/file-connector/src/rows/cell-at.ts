/**
 * Returns the text of a cell at its positions: its start and its end, without the quotes around it.
 * The end of a cell with doubled quotes is `~end`, which is negative.
 */
export function cellAt(text: string, start: number, end: number, quote: string): string {
  return end >= 0 ? text.slice(start, end) : withSingleQuotes(text.slice(start, ~end), quote);
}

/** Every quote is the first of two. Joining the parts takes two thirds of the time of `replaceAll`. */
function withSingleQuotes(cell: string, quote: string): string {
  let text = '';
  let from = 0;
  for (;;) {
    const at = cell.indexOf(quote, from);
    if (at === -1) return text + cell.slice(from);
    text += cell.slice(from, at + 1);
    from = at + 2;
  }
}
