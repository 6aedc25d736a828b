import { cellKind } from './cell-kind.js';
import { columnKinds } from './column-kinds.js';
import type { Proposal } from './proposal.js';
import type { SampleRecord } from './scan-sample.js';

/** What follows the records of a table. */
export interface DetectedFooter {
  /** Records at the end that are no rows, such as a total. 0 with confidence 0 where it is not seen. */
  readonly footerRecords: Proposal<number>;
  /** Physical line of the sample on which another table begins; null where none does. */
  readonly secondTableLine: Proposal<number | null>;
}

const total =
  /^(?:(?:grand |sub)?total\b|sum(?:me)?\b|gesamt|insgesamt|total g|totale\b|totaal|razem|suma\b|celkem|összesen|итого|всего|разом|σύνολο|toplam|المجموع|الإجمالي|סה["״]כ|รวม|合计|总计|合計|總計|합계|총계|end of (?:file|report)|ende\b)/i;
const longestFooter = 5;
/** The header of a second table is among the cells. */
const mostOfBoth = 0.6;

/** Judges the last records of a table, and whether another one follows it. */
export function detectFooter(
  table: readonly SampleRecord[],
  fieldCount: number,
  isWhole: boolean,
): DetectedFooter {
  const secondTableLine = secondTable(table, fieldCount);
  if (!isWhole) return { footerRecords: { value: 0, confidence: 0 }, secondTableLine };
  const isRow = ({ cells }: SampleRecord): boolean =>
    cells.length === fieldCount && !total.test(cells[0]?.trim() ?? '') && !isPadded(cells);
  const value = table.length - 1 - table.findLastIndex(isRow);
  const isOther = secondTableLine.value !== null;
  const isFooter = value > 0 && value <= longestFooter && value < table.length - 1 && !isOther;
  return {
    footerRecords: { value, confidence: value === 0 ? 1 : isFooter ? 0.9 : 0.4 },
    secondTableLine,
  };
}

/** One cell, and delimiters up to the last column. */
function isPadded(cells: readonly string[]): boolean {
  return cells.length > 2 && cells.filter((cell) => cell.trim() !== '').length <= 1;
}

/** Two records alike with another number of fields, or a header after a blank line. */
function secondTable(table: readonly SampleRecord[], fieldCount: number): Proposal<number | null> {
  for (const [index, { cells, line }] of table.entries()) {
    const next = table[index + 1];
    const isOther = cells.length !== fieldCount && cells.length > 1 && fieldCount > 1;
    if (isOther && next?.cells.length === cells.length) return { value: line, confidence: 0.8 };
  }
  const kinds = columnKinds(
    table.slice(1).map(({ cells }) => cells),
    mostOfBoth,
  );
  const typed = kinds.flatMap((kind, column) => (kind === 'text' ? [] : [column]));
  const found = table.findIndex(({ cells, line }, index) => {
    const before = table[index - 1];
    const isApart = before !== undefined && line > before.lastLine + 1 && index > 1;
    const isText = typed.every((column) => cellKind(cells[column] ?? '') === 'text');
    return isApart && index < table.length - 1 && typed.length > 0 && isText;
  });
  const line = table[found]?.line ?? null;
  return { value: line, confidence: line === null ? 1 : 0.8 };
}
