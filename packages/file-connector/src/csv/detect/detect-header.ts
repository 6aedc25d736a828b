import { cellKind } from './cell-kind.js';
import { columnKinds, type ColumnKind } from './column-kinds.js';
import type { Proposal } from './proposal.js';

/** What stands above the values of a table. */
export interface DetectedHeader {
  readonly hasHeader: Proposal<boolean>;
  /** Rows that name the columns, one below the other. */
  readonly headerRows: Proposal<number>;
  /** Whether a row of units follows, such as `kg,EUR`. */
  readonly hasUnitsRow: Proposal<boolean>;
}

const maxRows = 4;
const unit =
  /^(?:[([].{1,12}[)\]]|%|‰|°[CFK]?|[kmµcd]?(?:m|g|l|L|s|A|V|W|Wh|Hz|Pa|J|N|mol|t)[²³23]?|h|min|ms|d|kg|km\/h|m\/s|EUR|USD|GBP|CHF|JPY|CNY|PLN|RUB|€|\$|£|¥|pcs|Stk|Stück|days?|years?|hours?|psi|bar|ppm|in|ft|lb|lbs|oz|°)$/;

/** Judges the first rows of a table by what the columns hold below. */
export function detectHeader(rows: readonly (readonly string[])[]): DetectedHeader {
  const leading = leadingTextRows(rows);
  const hasHeader = headerProposal(rows, leading);
  if (!hasHeader.value || leading < 2) {
    const confidence = hasHeader.confidence;
    return {
      hasHeader,
      headerRows: { value: hasHeader.value ? 1 : 0, confidence },
      hasUnitsRow: { value: false, confidence },
    };
  }
  const unitsAt = rows.slice(1, leading).findIndex(isUnitsRow);
  const headerRows = unitsAt === -1 ? leading : unitsAt + 1;
  return {
    hasHeader,
    headerRows: { value: headerRows, confidence: headerRows === 1 ? 0.95 : 0.7 },
    hasUnitsRow: { value: unitsAt !== -1, confidence: unitsAt === -1 ? 0.7 : 0.9 },
  };
}

/** Counts the first rows in which no column of numbers or dates has one. */
function leadingTextRows(rows: readonly (readonly string[])[]): number {
  for (let count = Math.min(maxRows, rows.length - 2); count > 0; count -= 1) {
    const kinds = columnKinds(rows.slice(count));
    const typed = kinds.flatMap((kind, column) => (kind === 'text' ? [] : [column]));
    const isText = (row: readonly string[]): boolean =>
      typed.every((column) => ['text', 'empty'].includes(cellKind(row[column] ?? ''))) &&
      typed.some((column) => cellKind(row[column] ?? '') === 'text');
    if (typed.length > 0 && rows.slice(0, count).every(isText)) return count;
  }
  return 0;
}

function isUnitsRow(row: readonly string[]): boolean {
  const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell !== '-');
  return filled.length > 0 && filled.every((cell) => unit.test(cell));
}

function headerProposal(rows: readonly (readonly string[])[], leading: number): Proposal<boolean> {
  const [first = []] = rows;
  const body = rows.slice(Math.max(1, leading));
  if (body.length === 0) return { value: true, confidence: 0.3 };
  const kinds = columnKinds(body);
  const names = first.map((cell) => cell.trim());
  const [speaksFor, speaksAgainst, isOpen] = votes(first, kinds);
  const isNamed = names.every((name) => name !== '') && new Set(names).size === names.length;
  if (speaksFor > 0 && speaksAgainst === 0 && !isOpen) {
    const isEnough = body.length > 1 || speaksFor > 1;
    return { value: true, confidence: isEnough && (isNamed || leading > 1) ? 0.95 : 0.6 };
  }
  if (speaksAgainst > 0 && speaksFor === 0) {
    return { value: false, confidence: isOpen || body.length < 1 ? 0.5 : 0.95 };
  }
  const isRepeated = first.some(
    (cell, column) => cell.length > 1 && body.some((row) => row[column] === cell),
  );
  if (speaksFor === 0 && isRepeated) return { value: false, confidence: 0.5 };
  return { value: speaksFor >= speaksAgainst && isNamed, confidence: 0.4 };
}

/** Counts the columns of numbers or dates that the first row names, and those of which it has one. */
function votes(
  first: readonly string[],
  kinds: readonly ColumnKind[],
): [speaksFor: number, speaksAgainst: number, isOpen: boolean] {
  let speaksFor = 0;
  let speaksAgainst = 0;
  let isOpen = false;
  for (const [column, kind] of kinds.entries()) {
    const own = cellKind(first[column] ?? '');
    if (kind === 'text') {
      // Numbers above text name nothing, but years may.
      if (own === 'year') isOpen = true;
    } else if (own === 'text') speaksFor += 1;
    else if (own === 'year' && kind !== 'year') isOpen = true;
    else if (own !== 'empty') speaksAgainst += 1;
  }
  return [speaksFor, speaksAgainst, isOpen];
}
