import { ColumnProfiler, type FileColumn } from './column-profiler.js';
import { HashBudget } from './distinct/hash-budget.js';

/** Hashes that all columns keep together, of 8 bytes each. */
export const hashesInAll = 6 * 1024 * 1024;

/** Profiles the rows of a file, column by column. */
export class RowProfiler {
  readonly #budget = new HashBudget(hashesInAll);
  readonly #columns: ColumnProfiler[] = [];

  begin(columns: readonly string[]): void {
    this.#columns.push(...columns.map((name) => new ColumnProfiler(name, this.#budget)));
  }

  add(rows: readonly (readonly (string | null)[])[]): void {
    for (const [index, column] of this.#columns.entries()) {
      for (const cells of rows) column.add(cells[index] ?? null);
      column.detach();
    }
  }

  /**
   * Returns the columns, and whether `""` is null in this file: where it writes no missing value
   * without quotes.
   */
  finish(isEmptyNull: boolean): { columns: FileColumn[]; areEmptiesNull: boolean } {
    const hasEmpties = this.#columns.some(({ empties }) => empties > 0);
    const hasNulls = this.#columns.some(({ nulls }) => nulls > 0);
    const areEmptiesNull = isEmptyNull && hasEmpties && !hasNulls;
    return {
      columns: this.#columns.map((column) => column.finish(areEmptiesNull)),
      areEmptiesNull,
    };
  }
}
