/**
 * The format of the cells of a column, such as numbers with a decimal comma: converts the text of a
 * cell to the text that PostgreSQL reads in one way only.
 */
export interface CellFormat {
  /** The format as text, such as `number:1.234,56`. Two formats with the same text are the same. */
  readonly name: string;
  /** The code of a row that is rejected for such a cell, such as `NOT_A_DECIMAL`. */
  readonly code: string;
  /** What is expected, for the rejected row, such as `a decimal number as 1.234,56`. */
  readonly expected: string;
  /** Returns the converted text; null where the cell does not have the format. Never guesses. */
  readonly parse: (cell: string) => string | null;
  /**
   * Converts the text of a number of JSON or of a spreadsheet, such as `1.5e3`, which has one meaning
   * whatever the marks of the format. Absent where it is read as any text, as `20250131` of a date.
   */
  readonly parseNumber?: ((text: string) => string | null) | undefined;
}
