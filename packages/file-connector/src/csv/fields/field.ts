/** One field of a record, and whether it was quoted. */
export interface Field {
  readonly value: string;
  readonly isQuoted: boolean;
  /** The text that `nullValues` are compared with: in a dialect with `escapes`, before they are read. */
  readonly raw: string;
}
