import { cellKind } from './cell-kind.js';
import { columnKinds } from './column-kinds.js';
import { detectSecondTable } from './detect-second-table.js';
import type { Proposal } from './proposal.js';
import type { SampleRecord } from './sample-table.js';

/** The content after the records of a table. */
export interface DetectedFooter {
  /**
   * Number of records at the end that are not rows, such as a total. 0 with confidence 0 where the
   * end is not in the sample.
   */
  readonly footerRecords: Proposal<number>;
  /** Physical line of the sample on which another table begins; null where there is none. */
  readonly secondTableLine: Proposal<number | null>;
}

const total =
  /^(?:(?:grand |sub)?totals?|(?:sub)?total général|sum(?:me)?|average|avg|mean|mittelwert|durchschnitt|gesamt(?:summe)?|insgesamt|totale|totaal|moyenne|promedio|media|razem|suma|celkem|összesen|итого|всего|разом|σύνολο|toplam|المجموع|الإجمالي|סה["״]כ|รวม|合计|总计|合計|總計|합계|총계|end of (?:file|report)|ende)\s*:?$/i;
/** Longer than a cell that is cut. */
const sentence = /^(?=.*\p{L}).*\s/u;
const longestFooter = 5;
const certain = 0.9;
const open = 0.5;

/** Detects a footer after the records of a table, and whether another table follows. */
export function detectFooter(
  table: readonly SampleRecord[],
  fieldCount: number,
  isWhole: boolean,
): DetectedFooter {
  const secondTableLine = detectSecondTable(table, fieldCount);
  if (!isWhole) return { footerRecords: { value: 0, confidence: 0 }, secondTableLine };
  const doubts = table.map((record) => mayBeFooter(record, fieldCount));
  let value = doubts.length - 1 - doubts.lastIndexOf(false);
  const rows = table.slice(1, table.length - value).map(({ cells }) => cells);
  const oddLast = rows.at(-1);
  // Above a note, a total without a label.
  const isOdd = oddLast !== undefined && isOddLast(oddLast, rows.slice(0, -1));
  if (isOdd) value += 1;
  if (value === 0) return { footerRecords: { value, confidence: 1 }, secondTableLine };
  const isShort = value <= longestFooter && value < table.length - 1;
  const body = table.slice(1, table.length - value);
  const isApart = (table.at(-value)?.line ?? 0) > (table.at(-value - 1)?.lastLine ?? 0) + 1;
  const isSure =
    body.every(({ isSound }) => isSound) &&
    table.slice(-value).every((record) => isFooter(record, body, isApart));
  // In a file of one column, blank lines at the end are records.
  const isCertain = isSure && fieldCount > 1;
  const confidence = isShort && secondTableLine.value === null ? (isCertain ? certain : open) : 0.4;
  return { footerRecords: { value, confidence }, secondTableLine };
}

/** Returns whether a record differs from a row: other number of fields, a total, or only one filled cell. */
function mayBeFooter({ cells, quotedCount }: SampleRecord, fieldCount: number): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  const isPadded = cells.length > 2 && filled <= 1 && quotedCount < 2;
  return cells.length !== fieldCount || isPadded || cells.some((cell) => total.test(cell.trim()));
}

/**
 * Returns whether the last record is as wide as the others, and its first cell is a text below
 * numbers, or is empty.
 */
function isOddLast(cells: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length < 2) return false;
  const first = cells[0] ?? '';
  if (first.trim() === '') return rows.every((row) => row[0]?.trim() !== '');
  return columnKinds(rows)[0] !== 'text' && cellKind(first) === 'text';
}

/** Returns whether only a footer explains a record; a row may also be cut, or have a surplus delimiter. */
function isFooter(
  { cells, isSound }: SampleRecord,
  body: readonly SampleRecord[],
  isApart: boolean,
): boolean {
  const rows = body.map((record) => record.cells);
  const label = cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (!isSound || cellKind(label) !== 'text') return false;
  const isAmongNumbers = rows.length > 0 && columnKinds(rows)[0] !== 'text';
  if (total.test(label)) return isAmongNumbers || isSum(cells, rows);
  const isNote = cells.every((cell, index) => index === 0 || cell.trim() === '');
  // A row may have only its first cell.
  return isNote && sentence.test(label) && (isApart || (isAmongNumbers && cells.length === 1));
}

/** Returns whether a cell is the sum of its column. */
function isSum(cells: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return cells.some((cell, column) => {
    const sum = rows.reduce((before, row) => before + Number(row[column] ?? ''), 0);
    return sum !== 0 && Math.abs(sum - Number(cell || Number.NaN)) < 0.005;
  });
}
