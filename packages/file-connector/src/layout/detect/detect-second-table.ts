import { cellKind } from './cell-kind.js';
import { columnKinds } from './column-kinds.js';
import type { Proposal } from './proposal.js';
import type { SampleRecord } from './sample-table.js';

/** The header of a second table, among the cells. */
const mostOfBoth = 0.6;

/** Finds two similar records with another number of fields, or a header after a blank line. */
export function detectSecondTable(
  table: readonly SampleRecord[],
  fieldCount: number,
): Proposal<number | null> {
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
  const apart = table.filter(({ line }, index) => {
    const before = table[index - 1];
    const isApart = before !== undefined && line > before.lastLine + 1;
    return isApart && index > 1 && index < table.length - 1;
  });
  // In columns of text, a header does not differ from a row.
  if (typed.length === 0) return { value: null, confidence: apart.length === 0 ? 1 : 0.6 };
  const found = apart.find(({ cells }) =>
    typed.every((column) => cellKind(cells[column] ?? '') === 'text'),
  );
  return { value: found?.line ?? null, confidence: found === undefined ? 1 : 0.8 };
}
