import type { CsvDialect, EscapeRule } from '../dialect/csv-dialect.js';
import type { Field } from '../fields/field.js';
import { readFields } from '../fields/read-fields.js';
import { unescape } from '../fields/unescape.js';

/**
 * Returns which cells of one record, given by its original text, are null; `surplusAt` is the
 * position of a dropped cell.
 */
export type NullRule = (
  record: string,
  surplusAt?: number,
) => (cell: string, index: number) => boolean;

/**
 * Creates the rule of `nullValues`: a cell with one of these texts is null, unless it is quoted
 * and `nullQuoted` is false. The null value `''` thus distinguishes an empty field from `""`, like
 * PostgreSQL's COPY.
 */
export function nullRule(
  nullValues: readonly string[],
  dialect: CsvDialect,
  nullQuoted: boolean,
): NullRule {
  const { escapes } = dialect;
  if (escapes !== null) return rawNullRule(nullValues, { ...dialect, escapes }, nullQuoted);
  const values = new Set(nullValues);
  if (nullQuoted) return () => (cell) => values.has(cell);
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

/**
 * With escapes, the text of the file is compared: the cell of `\N` is `N`, like that of `N`. For
 * MySQL, a text without a backslash is compared with the cell, and `"\N"` is null too.
 */
function rawNullRule(
  nullValues: readonly string[],
  dialect: CsvDialect & { readonly escapes: EscapeRule },
  nullQuoted: boolean,
): NullRule {
  const isMysql = dialect.escapes === 'mysql';
  const raws = new Set(nullValues.filter((value) => !isMysql || value.includes('\\')));
  const texts = new Set(nullValues.filter((value) => !raws.has(value)));
  const values = new Set(nullValues.map((raw) => unescape(raw, dialect.escapes, null)));
  return (record, surplusAt = Infinity) => {
    let fields: readonly Field[] | null = null;
    return (cell, index) => {
      if (!values.has(cell)) return false;
      fields ??= readFields(record, dialect);
      const field = fields[index < surplusAt ? index : index + 1];
      if (field === undefined) return false;
      const isBare = nullQuoted || !field.isQuoted;
      return (raws.has(field.raw) && (isBare || isMysql)) || (texts.has(cell) && isBare);
    };
  };
}
