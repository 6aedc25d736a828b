/** The number of columns of a sheet, A to XFD. */
export const maxColumns = 16_384;
/** The number of rows of a sheet. */
export const maxRows = 1_048_576;

const codeOfA = 65;
const codeOfZero = 48;

/** Returns the letters of a column, counted from 0: `A`, `Z`, `AA`. */
function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(codeOfA + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Returns the address of a cell, such as `B7`; the column counts from 0, the row from 1. */
export const cellAddress = (column: number, row: number): string =>
  `${columnLetters(column)}${row}`;

/** Returns the column of letters, from 0; null for none of a sheet. */
export function columnOf(letters: string): number | null {
  if (!/^[A-Z]{1,3}$/i.test(letters)) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) {
    column = column * 26 + letter.charCodeAt(0) - codeOfA + 1;
  }
  return column > maxColumns ? null : column - 1;
}

/** A position in a sheet; the column counts from 0, the row from 1. */
export interface CellPosition {
  readonly column: number;
  readonly row: number;
}

/** Reads an address such as `B7`; null for none of a sheet. */
export function readAddress(text: string): CellPosition | null {
  let at = 0;
  let column = 0;
  for (; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - codeOfA;
    if (digit < 0 || digit > 25) break;
    column = column * 26 + digit + 1;
  }
  let row = 0;
  const letters = at;
  for (; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - codeOfZero;
    if (digit < 0 || digit > 9) return null;
    row = row * 10 + digit;
  }
  const isInSheet = column > 0 && column <= maxColumns && row > 0 && row <= maxRows;
  return isInSheet && at > letters ? { column: column - 1, row } : null;
}
