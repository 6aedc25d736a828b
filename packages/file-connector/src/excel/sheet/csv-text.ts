import { maxRawLength } from '../../records/raw-record.js';

const special = /[",\r\n]/;

/** Returns the cells of a row as a record of CSV, up to a little more than what is kept of one. */
export function csvText(cells: readonly string[]): string {
  const fields: string[] = [];
  let length = 0;
  for (const cell of cells) {
    if (length > maxRawLength) break;
    const kept = cell.slice(0, maxRawLength);
    const isQuoted = kept !== '' && special.test(kept);
    fields.push(isQuoted ? `"${kept.replaceAll('"', '""')}"` : kept);
    length += kept.length + 1;
  }
  // Joined, as a sum of so many short texts takes 32 bytes for each.
  return fields.join(',');
}
