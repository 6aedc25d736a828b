import { cellKind } from '../../layout/detect/cell-kind.js';
import { commentMarks } from '../../layout/detect/comment-marks.js';
import type { SampleRecord, SampleTable } from '../../layout/detect/sample-table.js';
import { type SampleDialect, scanSample } from './scan-sample.js';

/** The fit of a dialect to a sample. */
export interface DialectFit extends SampleTable {
  readonly dialect: SampleDialect;
  /** Index of the last record with the number of fields of the table. */
  readonly last: number;
  /** From 0 to 1: the agreement, reduced where one cell looks like several; for comparison. */
  readonly score: number;
}

/** Number of cells in the sample for scoring. */
const judgedCells = 2000;

/**
 * Reads a sample in a dialect.
 *
 * @param others - Delimiters that a cell is unlikely to contain.
 */
export function dialectFit(
  text: string,
  dialect: SampleDialect,
  others: readonly string[],
): DialectFit {
  const records = scanSample(text, dialect);
  const fieldCount = mostFrequentCount(records);
  const fits = ({ cells, isSound }: SampleRecord): boolean =>
    isSound && cells.length === fieldCount;
  const first = records.findIndex(fits);
  const last = records.findLastIndex(fits);
  const table =
    first === -1
      ? []
      : records.slice(first, last + 1).filter((record) => !isCommented(record, fieldCount));
  const agreement = table.length === 0 ? 0 : table.filter(fits).length / table.length;
  if (fieldCount < 2) return { dialect, records, fieldCount: 1, first, last, agreement, score: 0 };
  const coverage = table.length / records.length;
  const score = agreement * (0.5 + 0.5 * coverage) * plainness(table, others);
  return { dialect, records, fieldCount, first, last, agreement, score };
}

/** Returns whether a line is a comment rather than a record. */
function isCommented({ cells }: SampleRecord, fieldCount: number): boolean {
  return cells.length !== fieldCount && commentMarks.some((mark) => cells[0]?.startsWith(mark));
}

/** Returns the number of fields of most records; records of one field have little weight. */
function mostFrequentCount(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const weight = (count: number): number => (counts.get(count) ?? 0) * (count === 1 ? 0.5 : 1);
  return [...counts.keys()].sort((one, two) => weight(two) - weight(one) || two - one)[0] ?? 1;
}

/** Returns, from 0.2 to 1, the share of cells that are a number, a date, empty, or text without delimiters. */
function plainness(table: readonly SampleRecord[], others: readonly string[]): number {
  let plain = 0;
  let total = 0;
  for (const { cells, quotedCount } of table) {
    // A delimiter in quotes is no sign against the dialect.
    const foreign = quotedCount === cells.length ? [] : others;
    for (const cell of cells) {
      total += 1;
      if (cellKind(cell) !== 'text') plain += 1;
      else if (!foreign.some((other) => cell.includes(other)))
        plain += cell.startsWith(' ') ? 0.7 : 0.9;
    }
    if (total > judgedCells) break;
  }
  return total === 0 ? 0 : 0.2 + (0.8 * plain) / total;
}
