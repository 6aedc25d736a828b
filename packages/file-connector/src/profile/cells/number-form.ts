import { form } from './form.js';

const [minus, point, zero, nine] = [0x2d, 0x2e, 0x30, 0x39];
const largestInteger = 2_147_483_647;
/** A whole number of more digits is an identifier, such as that of a card or an account. */
const mostWholeDigits = 16;
/** Far fewer digits than `numeric` stores, and more than any measurement has. */
const longestDecimal = 1000;

/** Classifies a text that begins with a digit or a minus sign. */
export function numberForm(cell: string): number {
  const { length } = cell;
  const start = cell.charCodeAt(0) === minus ? 1 : 0;
  let value = 0;
  let index = start;
  for (; index < length; index += 1) {
    const code = cell.charCodeAt(index);
    if (code < zero || code > nine) break;
    value = value * 10 + (code - zero);
  }
  const digits = index - start;
  const hasLeadingZero = digits > 1 && cell.charCodeAt(start) === zero;
  if (digits === 0 || hasLeadingZero) return form.other;
  if (index < length) return isFraction(cell, index, value) ? form.decimal : form.other;
  if (digits > mostWholeDigits || (start === 1 && value === 0)) return form.other;
  return value <= largestInteger || (start === 1 && value === largestInteger + 1)
    ? form.integer
    : form.bigint;
}

/** Whether digits follow a point; minus zero has no sign in PostgreSQL. */
function isFraction(cell: string, pointAt: number, whole: number): boolean {
  const { length } = cell;
  if (cell.charCodeAt(pointAt) !== point || pointAt + 1 === length) return false;
  if (length > longestDecimal) return false;
  let isZero = whole === 0;
  for (let index = pointAt + 1; index < length; index += 1) {
    const code = cell.charCodeAt(index);
    if (code < zero || code > nine) return false;
    isZero &&= code === zero;
  }
  return !isZero || cell.charCodeAt(0) !== minus;
}
