import type { CsvDialect } from '../dialect/csv-dialect.js';
import { readFields } from '../dialect/read-fields.js';

/**
 * Returns which cells of one record, given as it stands in the file, are null; `surplusAt` is where one
 * of its cells was left out.
 */
export type NullRule = (
  record: string,
  surplusAt?: number,
) => (cell: string, index: number) => boolean;

/**
 * Makes the rule of `nullValues`: a cell that holds one of them is null, unless it stands in
 * quotes. So `''` as a null value tells an empty field from `""`, as PostgreSQL's COPY does.
 */
export function nullRule(nullValues: readonly string[], dialect: CsvDialect): NullRule {
  const values = new Set(nullValues);
  return (record, surplusAt = Infinity) => {
    let quoted: readonly boolean[] | null = null;
    return (cell, index) => {
      if (!values.has(cell)) return false;
      if (dialect.quote === null || !record.includes(dialect.quote)) return true;
      quoted ??= readFields(record, dialect).map(({ isQuoted }) => isQuoted);
      return quoted[index < surplusAt ? index : index + 1] !== true;
    };
  };
}
