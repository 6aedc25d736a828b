import type { pseudoRandom } from '../pseudo-random.js';

/** Kinds of column, each with its check in `load-child.mjs`. */
export type ColumnKind = 'whole' | 'decimal' | 'float' | 'text' | 'maybe' | 'json' | 'array';

/** A column of a generated table. */
export interface ShapeColumn {
  readonly name: string;
  /** Its type in PostgreSQL. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** Returns a cell as the CSV file has it, quoted where necessary. */
  readonly cell: (random: ReturnType<typeof pseudoRandom>, record: number) => string;
}

/** A kind of table, to be loaded from a generated file. */
export interface Shape {
  readonly name: string;
  readonly columns: readonly ShapeColumn[];
  /** Its rows for each row of the benchmark. */
  readonly share: number;
}

/** The key of a shape. */
export const idColumn: ShapeColumn = {
  name: 'id',
  type: 'integer primary key',
  kind: 'whole',
  cell: (_random, record) => String(record),
};

/** Quotes a cell. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
