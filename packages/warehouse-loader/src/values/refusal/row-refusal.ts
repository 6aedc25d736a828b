/** A row that cannot be written without changing or losing a value. */
export class RowRefusal extends Error {
  readonly code: string;
  readonly field: string;
  /**
   * Whether it concerns more than this row, and therefore fails the load even if refused rows are
   * rejected.
   */
  readonly isOfLoad: boolean;

  constructor(field: string, code: string, reason: string, isOfLoad = false) {
    super(reason);
    this.name = 'RowRefusal';
    this.isOfLoad = isOfLoad;
    this.field = field;
    this.code = code;
  }
}

/** Ends the encoding of a row that names other columns than its encoder writes. */
export class OtherColumns extends Error {}
