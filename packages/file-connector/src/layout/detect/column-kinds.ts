import { cellKind } from './cell-kind.js';

/** The kind of values in a column below its header; text where they are mixed. */
export type ColumnKind = 'number' | 'date' | 'year' | 'text';

/** Number of rows examined, and the share of them that determines the kind of a column. */
const judgedRows = 500;
const mostOf = 0.9;

/** Returns for each column whether its cells are numbers or dates; the share `most` suffices. */
export function columnKinds(rows: readonly (readonly string[])[], most = mostOf): ColumnKind[] {
  const judged = rows.slice(0, judgedRows);
  return (judged[0] ?? []).map((_, column) => {
    const kinds = judged
      .map((row) => cellKind(row[column] ?? ''))
      .filter((kind) => kind !== 'empty');
    const share = (...wanted: readonly string[]): number =>
      kinds.filter((kind) => wanted.includes(kind)).length / kinds.length;
    if (kinds.length === 0) return 'text';
    if (share('year') >= most) return 'year';
    if (share('number', 'year') >= most) return 'number';
    return share('date') >= most ? 'date' : 'text';
  });
}
