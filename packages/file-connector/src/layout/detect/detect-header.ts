import { type HeaderFill, joinHeaderRows } from '../join-header-rows.js';
import type { NameRule } from '../name-columns.js';
import { cellKind } from './cell-kind.js';
import { columnKinds } from './column-kinds.js';
import { headerVotes } from './header-votes.js';
import type { Proposal } from './proposal.js';

/** The content above the values of a table. */
export interface DetectedHeader {
  readonly hasHeader: Proposal<boolean>;
  /** Number of consecutive rows that name the columns. */
  readonly headerRows: Proposal<number>;
  /** Whether empty cells of the upper header rows repeat the cells to their left. */
  readonly headerFill: Proposal<HeaderFill>;
  /** `number` where the header has a name twice, so that `csvSource` refuses it without the option. */
  readonly duplicateHeaders: Proposal<NameRule>;
  /** Whether a row of units follows, such as `kg,EUR`. */
  readonly hasUnitsRow: Proposal<boolean>;
  /** Whether a later row looks like the header, and the rows above it like a title. */
  readonly mayBeginBelow: boolean;
}

const maxRows = 4;
/** Maximum number of rows above a header that are as wide as the table. */
const maxAbove = 10;
const unit =
  /^(?:[([].{1,12}[)\]]|%|‰|°[CFK]?|[kmµcd]?(?:m|g|l|L|s|A|V|W|Wh|Hz|Pa|J|N|mol|t)[²³23]?|h|min|ms|d|kg|km\/h|m\/s|EUR|USD|GBP|CHF|JPY|CNY|PLN|RUB|€|\$|£|¥|pcs|Stk|Stück|days?|years?|hours?|psi|bar|ppm|in|ft|lb|lbs|oz|°)$/;

/** Units of one letter may be codes. */
const letter = /^\p{L}$/u;

type Rows = readonly (readonly string[])[];

/** Classifies the first rows of a table by the values of the columns below. */
export function detectHeader(rows: Rows): DetectedHeader {
  const leading = leadingTextRows(rows);
  const hasHeader = headerProposal(rows, leading);
  const mayBeginBelow = leading === 0 && hasRowOfNames(rows.slice(0, maxAbove + maxRows));
  if (!hasHeader.value || leading < 2) {
    const confidence = hasHeader.confidence;
    return {
      hasHeader,
      headerRows: { value: hasHeader.value ? 1 : 0, confidence },
      ...namesProposal(rows.slice(0, hasHeader.value ? 1 : 0)),
      hasUnitsRow: { value: false, confidence },
      mayBeginBelow,
    };
  }
  const unitsAt = rows.slice(1, leading).findIndex(isUnitsRow);
  const headerRows = unitsAt === -1 ? leading : unitsAt + 1;
  const unitsSure =
    rows[unitsAt + 1]?.every((cell) => letter.test(cell.trim())) === true ? 0.7 : 0.9;
  return {
    hasHeader,
    headerRows: { value: headerRows, confidence: headerRows === 1 ? 0.95 : 0.7 },
    ...namesProposal(rows.slice(0, headerRows)),
    hasUnitsRow: { value: unitsAt !== -1, confidence: unitsAt === -1 ? 0.7 : unitsSure },
    mayBeginBelow,
  };
}

/** Counts the first rows in which no column of numbers or dates has such a value. */
function leadingTextRows(rows: Rows): number {
  for (let count = Math.min(maxRows, rows.length - 2); count > 0; count -= 1) {
    const typed = typedColumns(rows.slice(count));
    if (rows.slice(0, count).every((row) => isTextIn(row, typed))) return count;
  }
  return 0;
}

/** Returns whether a row below the first has text in each column that holds numbers or dates below. */
function hasRowOfNames(rows: Rows): boolean {
  return rows.some(
    (row, index) =>
      index > 0 && index < rows.length - 1 && isTextIn(row, typedColumns(rows.slice(index + 1))),
  );
}

function typedColumns(rows: Rows): number[] {
  return columnKinds(rows).flatMap((kind, column) => (kind === 'text' ? [] : [column]));
}

function isTextIn(row: readonly string[], typed: readonly number[]): boolean {
  const kinds = typed.map((column) => cellKind(row[column] ?? ''));
  return kinds.every((kind) => kind === 'text' || kind === 'empty') && kinds.includes('text');
}

function isUnitsRow(row: readonly string[]): boolean {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell !== '-');
  return filled.length > 0 && filled.every((cell) => unit.test(cell));
}

/** Proposes how the rows of a header are named: whether cells are merged, and whether names are equal. */
function namesProposal(rows: Rows): Pick<DetectedHeader, 'headerFill' | 'duplicateHeaders'> {
  const last = rows.at(-1) ?? [];
  const isMerged = rows
    .slice(0, -1)
    .some((row) =>
      row.some(
        (cell, column) =>
          cell === '' && row[column - 1] !== '' && last[column] !== '' && column > 0,
      ),
    );
  const headerFill = isMerged ? 'right' : 'none';
  const names = joinHeaderRows(rows, { headerJoin: ' ', headerFill }) ?? [];
  const filled = names.filter((name) => name !== '');
  const isDoubled = new Set(filled).size < filled.length;
  return {
    headerFill: { value: headerFill, confidence: isMerged ? 0.7 : 1 },
    duplicateHeaders: { value: isDoubled ? 'number' : 'error', confidence: isDoubled ? 0.5 : 1 },
  };
}

function headerProposal(rows: Rows, leading: number): Proposal<boolean> {
  const [first = []] = rows;
  const body = rows.slice(Math.max(1, leading));
  if (body.length === 0) return { value: true, confidence: 0.3 };
  const names = first.map((cell) => cell.trim());
  const { speaksFor, speaksAgainst, isOpen } = headerVotes(rows, body);
  const isNamed = names.every((name) => name !== '') && new Set(names).size === names.length;
  if (speaksFor > 0 && speaksAgainst === 0 && !isOpen) {
    const isEnough = body.length > 1 || speaksFor > 1;
    return { value: true, confidence: isEnough && (isNamed || leading > 1) ? 0.95 : 0.6 };
  }
  if (speaksAgainst > 0 && speaksFor === 0)
    return { value: false, confidence: isOpen ? 0.5 : 0.95 };
  const isRepeated = first.some(
    (cell, column) => cell.length > 1 && body.some((row) => row[column] === cell),
  );
  if (speaksFor === 0 && isRepeated) return { value: false, confidence: 0.5 };
  return { value: speaksFor >= speaksAgainst && isNamed, confidence: 0.4 };
}
