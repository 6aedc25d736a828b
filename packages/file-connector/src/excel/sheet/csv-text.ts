import { maxRawLength } from '../../records/raw-record.js';

const special = /[",\r\n]/;

/** Returns the cells of a row as a record of CSV, up to a little more than what is kept of one. */
export function csvText(cells: readonly string[]): string {
  let text = '';
  for (const [index, cell] of cells.entries()) {
    if (text.length > maxRawLength) break;
    const kept = cell.slice(0, maxRawLength);
    const field = special.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept;
    text += index === 0 ? field : `,${field}`;
  }
  return text;
}
