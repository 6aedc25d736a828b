import type { RejectedRow } from '../accounting/rejected-row.js';
import type { NumberTexts } from './number-texts.js';

/**
 * Rows on their way, with where they came from. The three arrays run in step: `rowNumbers[i]` and
 * `lineNumbers[i]` belong to `rows[i]`.
 */
export interface RowBatch<Row extends object> {
  readonly rows: readonly Row[];
  /** Record number in the source, from 1, the header not counted; null for a row made by a step. */
  readonly rowNumbers: readonly (number | null)[];
  /** Physical line on which the record begins, from 1; null where there is none. */
  readonly lineNumbers: readonly (number | null)[];
  /** Records turned away since the batch before: malformed ones, failed validations. */
  readonly rejected: readonly RejectedRow[];
  /**
   * Whether the values are those of JSON: a string that goes into a `json` or `jsonb` column is then a
   * JSON string. Default false: it is the text of a JSON value. The same for all batches of a source.
   */
  readonly areJsonValues?: boolean | undefined;
  /**
   * Says of a text in a row with JSON values whether it was a number; absent where numbers are numbers.
   * The same for all batches of a source.
   */
  readonly numberTexts?: NumberTexts | undefined;
  /**
   * Names of the columns of the source, with its first batch, where it knows them before its rows.
   * A source without rows may yield a batch that holds nothing else.
   */
  readonly columns?: readonly string[] | undefined;
}
