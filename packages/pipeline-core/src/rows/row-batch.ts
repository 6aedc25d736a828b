import type { RejectedRow } from '../accounting/rejected-row.js';

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
}
