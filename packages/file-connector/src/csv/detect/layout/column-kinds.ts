import { cellKind } from '../cell-kind.js';

/** What a column holds below its header: one kind, or text where they are mixed. */
export type ColumnKind = 'number' | 'date' | 'year' | 'text';

/** Rows that are looked at, and the share of them that makes a column of one kind. */
const judgedRows = 500;
const mostOf = 0.9;

/** Tells for each column whether its cells are numbers or dates; `most` of them suffice. */
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
