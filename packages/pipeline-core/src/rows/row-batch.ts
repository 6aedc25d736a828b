import type { RejectedRow } from '../accounting/rejected-row.js';
import type { NumberTexts } from './number-texts.js';

/**
 * Rows that travel together, with their positions in the source. The arrays are parallel:
 * `rowNumbers[i]` and `lineNumbers[i]` belong to `rows[i]`.
 */
export interface RowBatch<Row extends object> {
  readonly rows: readonly Row[];
  /** Record number in the source, from 1, the header not counted; null for a row that a step created. */
  readonly rowNumbers: readonly (number | null)[];
  /** Physical line on which the record begins, from 1; null where there is none. */
  readonly lineNumbers: readonly (number | null)[];
  /**
   * The record from which each row was made, as the source delivered it; null for a row that a step
   * created. Parallel to `rows`. Absent where the rows are those records.
   */
  readonly records?: readonly (object | null)[] | undefined;
  /** Records rejected since the previous batch: malformed records and failed validations. */
  readonly rejected: readonly RejectedRow[];
  /**
   * Whether the values are JSON values: a string for a `json` or `jsonb` column is then a JSON
   * string. Default false: such a string is the text of a JSON value. The same for all batches of a
   * source.
   */
  readonly areJsonValues?: boolean | undefined;
  /**
   * Returns whether a text in a row with JSON values was a number; absent where numbers are kept as
   * numbers. The same for all batches of a source.
   */
  readonly numberTexts?: NumberTexts | undefined;
  /**
   * Column names of the source, in its first batch, where they are known before the rows. A source
   * without rows may yield a batch that has only these.
   */
  readonly columns?: readonly string[] | undefined;
}
