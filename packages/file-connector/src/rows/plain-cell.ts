import { cellAt } from './cell-at.js';

/** The texts of cells that are null. */
export interface NullTexts {
  readonly values: readonly string[];
  /** Whether a cell in quotes is null too. */
  readonly areQuoted: boolean;
}

/** Reads the cell whose start and end are at the index `at` of the positions. */
export type PlainCell = (text: string, positions: Int32Array, at: number) => string | null;

/**
 * Creates the function that reads a cell of a plain record.
 *
 * @param quote - Empty without quotes.
 */
export function plainCell(quote: string, nulls: NullTexts | null): PlainCell {
  if (nulls === null || nulls.values.length === 0) {
    return (text, positions, at) => cellAt(text, positions[at] ?? 0, positions[at + 1] ?? 0, quote);
  }
  const values = new Set(nulls.values);
  // Most cells are longer, and cost no more than a comparison.
  const longest = Math.max(...nulls.values.map((value) => value.length));
  const quoteCode = nulls.areQuoted || quote === '' ? null : quote.charCodeAt(0);
  return (text, positions, at) => {
    const start = positions[at] ?? 0;
    const end = positions[at + 1] ?? 0;
    const cell = cellAt(text, start, end, quote);
    if (cell.length > longest || !values.has(cell)) return cell;
    // A quote before a cell belongs to it, as no other one can be there.
    return quoteCode !== null && text.charCodeAt(start - 1) === quoteCode ? cell : null;
  };
}
