/** The kind of value in a cell. */
export type CellKind = 'empty' | 'number' | 'year' | 'date' | 'text';

/** Texts that mean "no value" in exports. */
const nothing = /^(?:|-|--|\?|\.|n\/?a|nan|null|none|nil|unknown|#n\/a|\\n)$/i;
const number =
  /^[-+(]?[$€£¥]?\s?[-+]?(?:\d+(?:[.,]\d+)?|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?)(?:e[-+]?\d+)?\s?[%€$£¥)-]?$/i;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}年\d{1,2}月(?:\d{1,2}日)?)(?:[T ].*)?$/;
const time = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/;
const year = /^(?:19|20)\d\d$/;
/** A longer cell is text. */
const longest = 64;

/** Classifies the value of a cell. */
export function cellKind(cell: string): CellKind {
  const value = cell.trim();
  if (value.length > longest) return 'text';
  if (nothing.test(value)) return 'empty';
  if (year.test(value)) return 'year';
  if (number.test(value)) return 'number';
  return date.test(value) || time.test(value) ? 'date' : 'text';
}
