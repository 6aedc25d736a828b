import { ColumnProfiler, type FileColumn } from './column-profiler.js';
import { HashBudget } from './distinct/hash-budget.js';

/** Hashes that all columns keep together, of 8 bytes each. */
export const hashesInAll = 6 * 1024 * 1024;

type Cells = Readonly<Record<string, string | null>>;

/** Profiles the rows of a file, column by column. */
export class RowProfiler {
  readonly #budget = new HashBudget(hashesInAll);
  readonly #columns: (readonly [name: string, profiler: ColumnProfiler])[] = [];

  begin(columns: readonly string[]): void {
    this.#columns.push(
      ...columns.map((name) => [name, new ColumnProfiler(name, this.#budget)] as const),
    );
  }

  add(rows: readonly Cells[]): void {
    for (const [name, profiler] of this.#columns) {
      for (const row of rows) profiler.add(row[name] ?? null);
      profiler.detach();
    }
  }

  /**
   * Returns the columns, and whether `""` is null in this file: where it writes no missing value
   * without quotes.
   */
  finish(isEmptyNull: boolean): { columns: FileColumn[]; areEmptiesNull: boolean } {
    const profilers = this.#columns.map(([, profiler]) => profiler);
    const hasEmpties = profilers.some(({ empties }) => empties > 0);
    const hasNulls = profilers.some(({ nulls }) => nulls > 0);
    const areEmptiesNull = isEmptyNull && hasEmpties && !hasNulls;
    return {
      columns: profilers.map((profiler) => profiler.finish(areEmptiesNull)),
      areEmptiesNull,
    };
  }
}
