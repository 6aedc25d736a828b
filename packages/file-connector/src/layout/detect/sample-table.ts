/** A record of a sample. */
export interface SampleRecord {
  /** Physical line on which it begins, from 1, and the one on which it ends. */
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
  /** Number of quoted cells. */
  readonly quotedCount: number;
  /** Whether each quote opens or closes a field. */
  readonly isSound: boolean;
}

/** The records of a sample, and where most of them have one number of fields. */
export interface SampleTable {
  readonly records: readonly SampleRecord[];
  /** Number of fields of most records of the table. */
  readonly fieldCount: number;
  /** Index of the first record with this number of fields. */
  readonly first: number;
  /** From 0 to 1: share of the records of the table that are well-formed and have this number of fields. */
  readonly agreement: number;
}
