import type { TextRow } from './text-row.js';
import type { WaitingRows } from './waiting-rows.js';

/** Where rows wait that are put there range by range. */
export interface RowSpool extends WaitingRows<TextRow> {
  put(rows: readonly TextRow[]): Promise<void>;
  /** Lets go of the rows. */
  discard(): Promise<void>;
}

type SpooledRow = readonly [
  position: number,
  rowNumber: number | null,
  lineNumber: number | null,
  elements: readonly string[],
];

/** Writes rows as a JSON array of arrays, `[position, record, line, [elements]]`. */
export function spooledText(rows: readonly TextRow[]): string {
  const spooled = rows.map(({ position, rowNumber, lineNumber, elements }): SpooledRow => [
    position,
    rowNumber,
    lineNumber,
    elements,
  ]);
  return JSON.stringify(spooled);
}

/** Reads what {@link spooledText} wrote. */
export function rowsOfText(text: string): readonly TextRow[] {
  const spooled = JSON.parse(text) as readonly SpooledRow[];
  return spooled.map(([position, rowNumber, lineNumber, elements]) => ({
    position,
    rowNumber,
    lineNumber,
    elements,
  }));
}
