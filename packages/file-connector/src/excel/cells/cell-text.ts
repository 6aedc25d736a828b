import type { ExcelCalendar } from '../../parse/dates/moments/excel-serial.js';
import type { DateKind } from './date-kind.js';
import { unescapedText } from './escaped-text.js';
import { isoCellText } from './iso-date.js';
import { type NumberDigits, numberText } from './number-text.js';
import { serialText } from './serial-text.js';

/** The reason why a cell has no exact text. */
export type CellCode =
  | 'CELL_ERROR'
  | 'CELL_INVALID'
  | 'FORMULA_WITHOUT_VALUE'
  | 'INVALID_TEXT'
  | 'NOT_A_DATE'
  | 'NUL_BYTE';

/** A cell without an exact text. The message continues `cell B7 of sheet "Data"`. */
export interface CellProblem {
  readonly code: CellCode;
  readonly message: string;
}

/** A cell as the file stores it. */
export interface StoredCell {
  /** The type (ECMA-376 part 1, 18.18.11). */
  readonly type: string;
  /** The number of the style; undefined for the default style. */
  readonly style: string | undefined;
  /** The stored or cached value; null where there is none. */
  readonly value: string | null;
  readonly hasFormula: boolean;
}

/** What the cells of a workbook refer to. */
export interface CellContext {
  readonly calendar: ExcelCalendar;
  readonly numbers: NumberDigits;
  /** The kinds of dates by the number of the style; null for other formats. */
  readonly styles: readonly (DateKind | null)[];
  /** The texts to which cells refer by number. */
  readonly sharedStrings: readonly string[];
}

const shownErrors =
  /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!)$/;
const loneSurrogate = /\p{Cs}/u;

/**
 * How a cell is stored: as text, as a number, or as a date, time or boolean, whose text has one
 * meaning only.
 */
export type CellKind = 'text' | 'number' | 'plain';

/** Returns how a cell is stored. */
export function cellKind({ type, style }: StoredCell, context: CellContext): CellKind {
  if (type === 'n') return (kindOf(style, context) ?? null) === null ? 'number' : 'plain';
  return type === 'b' || type === 'd' ? 'plain' : 'text';
}

/** Returns the exact text of a cell, or why it has none. */
export function cellText(cell: StoredCell, context: CellContext): string | CellProblem {
  const { type, value, hasFormula } = cell;
  const isMissing = value === null || (value === '' && type !== 'str' && type !== 'inlineStr');
  if (isMissing) return hasFormula ? withoutValue : '';
  switch (type) {
    case 'n':
      return numberOrDate(value, cell.style, context);
    case 's':
      return sharedText(value, context);
    case 'str':
    case 'inlineStr':
      return textOf(value);
    case 'b':
      return booleanText(value.trim());
    case 'e':
      return errorIn(value.trim());
    case 'd':
      return isoCellText(value, kindOf(cell.style, context) ?? null) ?? invalidDate;
    default:
      return { code: 'CELL_INVALID', message: 'has a type that is unknown' };
  }
}

const withoutValue: CellProblem = {
  code: 'FORMULA_WITHOUT_VALUE',
  message:
    'has a formula without a stored value: open the workbook in Excel or LibreOffice and save it',
};
const invalidDate: CellProblem = {
  code: 'NOT_A_DATE',
  message: 'is no date: expected a date in ISO 8601',
};
const unknownStyle: CellProblem = {
  code: 'CELL_INVALID',
  message: 'has a style that the workbook does not define, so that it may be a number or a date',
};

/** Null for a format that is none of a date; undefined for an unknown style. */
function kindOf(style: string | undefined, { styles }: CellContext): DateKind | null | undefined {
  if (style === undefined) return styles[0] ?? null;
  const index = Number(style);
  return styles.length === 0 && index === 0 ? null : styles[index];
}

function numberOrDate(
  value: string,
  style: string | undefined,
  context: CellContext,
): string | CellProblem {
  const kind = kindOf(style, context);
  if (kind === undefined) return unknownStyle;
  const number = numberText(value, kind === null ? context.numbers : 'file');
  if (number === null) {
    return { code: 'CELL_INVALID', message: 'is stored as a number, but its value is none' };
  }
  if (kind === null) return number;
  const date = serialText(number, kind, context.calendar);
  if (date !== null) return date;
  const message = `has the format of a date, but its number is no day in the calendar of ${context.calendar}`;
  return { code: 'NOT_A_DATE', message };
}

function textOf(stored: string): string | CellProblem {
  const text = unescapedText(stored);
  // The rest of the text is XML, which has neither.
  if (text === stored) return text;
  if (text.includes('\0')) return { code: 'NUL_BYTE', message: 'contains a NUL character' };
  if (loneSurrogate.test(text)) {
    return { code: 'INVALID_TEXT', message: 'contains half a surrogate pair' };
  }
  return text;
}

/** The problem of a cell that refers to a text which the workbook lacks: none of its cells is certain. */
export const missingText: CellProblem = {
  code: 'CELL_INVALID',
  message: 'refers to a shared text that the workbook lacks',
};

function sharedText(index: string, { sharedStrings }: CellContext): string | CellProblem {
  const text = /^\s*\d{1,9}\s*$/.test(index) ? sharedStrings[Number(index)] : undefined;
  return text === undefined ? missingText : textOf(text);
}

function booleanText(value: string): string | CellProblem {
  if (value === '1' || value === 'true') return 'true';
  if (value === '0' || value === 'false') return 'false';
  return { code: 'CELL_INVALID', message: 'is stored as a boolean, but its value is none' };
}

function errorIn(value: string): CellProblem {
  const which = shownErrors.test(value) ? `the error ${value}` : 'an error';
  return { code: 'CELL_ERROR', message: `is ${which}` };
}
