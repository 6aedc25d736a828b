/** One finding about one row: an error or a warning, with the position of the row in the source. */
export interface RowNotice {
  /** Record number in the source, from 1; null for a row that a step created. */
  readonly rowNumber: number | null;
  /** Physical line of the source, from 1; null where there is none. */
  readonly lineNumber: number | null;
  readonly stepName: string;
  /** Null where the finding is about the record as a whole. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}
