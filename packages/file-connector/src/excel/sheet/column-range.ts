import { columnOf } from '../cells/cell-address.js';

/** Columns of a sheet from one to another, both included and counted from 0. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

/** Reads columns such as `B:F`; null where the text does not name them. */
export function readColumnRange(text: string): ColumnRange | null {
  const [from = '', to = from, ...others] = text.split(':');
  const first = columnOf(from.trim());
  const last = columnOf(to.trim());
  if (first === null || last === null || last < first || others.length > 0) return null;
  return { first, last };
}
