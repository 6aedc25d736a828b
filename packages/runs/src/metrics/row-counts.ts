/** The outcome of the rows of a run. `read = inserted + … + filtered - added`. */
export interface RowCounts {
  /** Records of the source, including malformed ones. */
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  /** Rows whose key existed already, and which changed nothing. */
  readonly unchanged: number;
  /** Rows whose key occurred again in a later row of the same run. */
  readonly superseded: number;
  /** Rows that a replace deleted, which are not records of the source. */
  readonly deleted: number;
  readonly rejected: number;
  readonly filtered: number;
  /** Rows that dataset steps created in addition to their input. */
  readonly added: number;
}
