import { commentMarks } from './comment-marks.js';
import { detectFooter, type DetectedFooter } from './detect-footer.js';
import { type DetectedHeader, detectHeader } from './detect-header.js';
import { certainFrom, type Proposal } from './proposal.js';
import type { SampleRecord, SampleTable } from './sample-table.js';

/** The lines of a sample that belong to the table, and those around it. */
export interface DetectedLayout extends Omit<DetectedHeader, 'mayBeginBelow'>, DetectedFooter {
  /** Physical lines before the header, or before the first record where there is none. */
  readonly skipLines: Proposal<number>;
  /** Physical lines from the header to the end of a row of units; 0 where there is none. */
  readonly skipAfterHeader: Proposal<number>;
  /** Prefix of a comment line; null where there are none. */
  readonly comment: Proposal<string | null>;
}

/** More lines than this before a table are unlikely to be a title. */
const longestPreamble = 30;

/**
 * Finds the table in a sample.
 *
 * @param firstLine - Lines before the sample, such as a line `sep=;`.
 * @param isWhole - Whether the sample ends where the file ends.
 * @param knownRows - Number of header rows, where it is known.
 */
export function detectLayout(
  fit: SampleTable,
  firstLine: number,
  isWhole: boolean,
  knownRows?: number,
): DetectedLayout {
  const comment = detectComment(fit);
  const isComment = ({ cells }: SampleRecord): boolean =>
    comment.value !== null && cells[0]?.startsWith(comment.value) === true;
  const records = fit.records.filter((record) => !isComment(record));
  const first = firstOfTable(records, fit.fieldCount);
  const before = records.slice(0, first);
  const table = records.slice(first);
  const rows = table.filter(({ cells }) => cells.length === fit.fieldCount);
  const { mayBeginBelow, ...header } = detectHeader(rows.map(({ cells }) => cells));
  const [top] = table;
  const skipped = comment.value === null ? (top?.line ?? 1) - 1 : (before.at(-1)?.lastLine ?? 0);
  const rowCount = header.headerRows.value;
  const headerEnd = rows[rowCount - 1]?.lastLine ?? 0;
  const unitsEnd = header.hasUnitsRow.value ? (rows[rowCount]?.lastLine ?? headerEnd) : headerEnd;
  // Of two rows above the values, the first may be a title.
  const isOneHeader = rowCount < 2 ? 1 : knownRows === rowCount ? 1 : header.headerRows.confidence;
  const isAbove =
    header.hasHeader.value && header.hasHeader.confidence > 0.5 && !holdsTable(before);
  const sure = before.length === 0 ? (mayBeginBelow ? 0.5 : 1) : isAbove ? 0.95 : 0.5;
  const footer = detectFooter(table, fit.fieldCount, isWhole);
  const secondLine = footer.secondTableLine.value;
  const isShort = before.length <= longestPreamble;
  // The lines above may be the header, with another width, or a table.
  const isOpen =
    (before.length > 0 && !isAbove) || Math.min(comment.confidence, fit.agreement) < certainFrom;
  return {
    ...header,
    hasHeader: isOpen ? atMostHalf(header.hasHeader) : header.hasHeader,
    footerRecords: footer.footerRecords,
    secondTableLine: {
      value: secondLine === null ? null : firstLine + secondLine,
      confidence: holdsTable(before) ? 0.5 : footer.secondTableLine.confidence,
    },
    comment,
    skipLines: {
      value: firstLine + skipped,
      confidence: isShort ? Math.min(sure, isOneHeader) : 0.3,
    },
    skipAfterHeader: {
      value: unitsEnd - headerEnd,
      confidence: header.hasUnitsRow.confidence,
    },
  };
}

function atMostHalf<Value>({ value, confidence }: Proposal<Value>): Proposal<Value> {
  return { value, confidence: Math.min(0.5, confidence) };
}

/** Finds the first record of the table: titles before it have fewer fields, or only one filled field. */
function firstOfTable(records: readonly SampleRecord[], fieldCount: number): number {
  let first = records.findIndex(({ cells }) => cells.length === fieldCount);
  const filled = (index: number): number =>
    records[index]?.cells.filter((cell) => cell.trim() !== '').length ?? fieldCount;
  while (fieldCount > 2 && filled(first) <= 1 && first + 1 < records.length) first += 1;
  return Math.max(0, first);
}

/** Two similar records above the table may be a separate table. */
function holdsTable(records: readonly SampleRecord[]): boolean {
  return (
    records.some(
      ({ cells }, index) => cells.length > 1 && records[index + 1]?.cells.length === cells.length,
    ) && records.some(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1)
  );
}

function detectComment({ records, fieldCount, first }: SampleTable): Proposal<string | null> {
  for (const mark of commentMarks) {
    const marked = records.filter(({ cells }) => cells[0]?.startsWith(mark) === true);
    if (marked.length === 0 || marked.length === records.length) continue;
    // A line with as many fields may be a record, or the header.
    const isMixed = marked.some(({ cells }) => cells.length === fieldCount && fieldCount > 1);
    const top = records[first]?.line ?? 0;
    const isAbove = marked.every(({ line }) => line < top);
    // `#3,x` may be a record that lacks a field.
    const isSpaced = marked.every(({ cells }) => cells[0]?.charAt(mark.length).trim() === '');
    return isMixed
      ? { value: null, confidence: 0.5 }
      : { value: mark, confidence: isAbove || (isSpaced && marked.length > 1) ? 0.95 : 0.7 };
  }
  return { value: null, confidence: 1 };
}
