import { form } from './form.js';
import { numberForm } from './number-form.js';
import { timeForm } from './time-form.js';

const [minus, zero, nine] = [0x2d, 0x30, 0x39];
const [letterF, letterT] = [0x66, 0x74];
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const uuidLength = 36;

/**
 * Classifies a cell that is neither null nor empty. Only the spelling in which PostgreSQL writes a
 * value counts, except of a date-time, which keeps its moment: `007`, `+5`, `1e5`, `TRUE`, `NaN`
 * and ` 5` are other texts.
 */
export function cellForm(cell: string): number {
  const first = cell.charCodeAt(0);
  const isDigit = first >= zero && first <= nine;
  if (isDigit && cell.length >= 10 && cell.charCodeAt(4) === minus) return timeForm(cell);
  if (cell.length === uuidLength && cell.charCodeAt(8) === minus) {
    return uuid.test(cell) ? form.uuid : form.other;
  }
  if (isDigit || first === minus) return numberForm(cell);
  if (first === letterT) return wordForm(cell, 't', 'true', form.letterT);
  if (first === letterF) return wordForm(cell, 'f', 'false', form.letterF);
  return form.other;
}

function wordForm(cell: string, letter: string, word: string, ofLetter: number): number {
  if (cell === word) return form.word;
  return cell === letter ? ofLetter : form.other;
}
