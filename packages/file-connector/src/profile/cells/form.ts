/**
 * The forms of a cell that a type of PostgreSQL stores without loss, each as one bit, so that the
 * forms of a column are their union. `other` is any other text.
 */
export const form = {
  /** A whole number of 32 bits. */
  integer: 1,
  /** A longer whole number of up to 16 digits. */
  bigint: 2,
  decimal: 4,
  /** `true` or `false`. */
  word: 8,
  /** `t`, and `f` as another form: a column of one letter is no boolean. */
  letterT: 16,
  letterF: 32,
  date: 64,
  timestamp: 128,
  timestamptz: 256,
  uuid: 512,
  other: 1024,
} as const;
