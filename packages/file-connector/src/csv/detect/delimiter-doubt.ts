import { cellKind } from '../../layout/detect/cell-kind.js';
import type { DialectFit } from './dialect-fit.js';

const judgedRecords = 500;
const timeEnd = /\d:\d\d$/;
const digit = /^\d/;

/**
 * Returns whether the delimiter may be something else: a decimal comma, half of a two-character
 * delimiter, or a comma in prose or JSON.
 */
export function isDelimiterDoubtful(text: string, fit: DialectFit): boolean {
  const rows = fit.records.slice(0, judgedRecords).map(({ cells }) => cells);
  return (
    fit.last === fit.first ||
    // The threshold is well below the value for a table.
    2 * (fit.records.length - 1 - fit.last) > fit.last - fit.first ||
    isProse(rows) ||
    isDoubled(rows) ||
    isInsideCells(rows, fit) ||
    isJson(text)
  );
}

type Rows = readonly (readonly string[])[];

/** Returns whether parts of a sentence or an address look like cells. */
function isProse(rows: Rows): boolean {
  const isSpaced = rows.every((cells) => cells.slice(1).every((cell) => cell.startsWith(' ')));
  const isNarrow = rows.every((cells) => cells.length <= 2);
  return isSpaced && (isNarrow || rows.every((cells) => cells.slice(1).every(isText)));
}

const isText = (cell: string): boolean => cellKind(cell) === 'text';

/** Returns whether an empty cell is between any two others, as in `a||b||c`. */
function isDoubled(rows: Rows): boolean {
  const wide = rows.filter((cells) => cells.length > 1);
  return (
    wide.every((cells) => cells.length > 2 && cells.length % 2 === 1) &&
    wide.every((cells) => cells.every((cell, index) => (index % 2 === 1) === (cell === '')))
  );
}

/** Returns whether lines may be one cell, such as `1,5`, `10:00:00,123` and `http://x.example/1,2`. */
function isInsideCells(rows: Rows, { dialect, fieldCount }: DialectFit): boolean {
  if (fieldCount !== 2) return false;
  return rows.every(([one = '', two, ...rest]) => {
    if (two === undefined || rest.length > 0 || one.includes('://')) return true;
    if (dialect.delimiter !== ',') return false;
    const isNumber = timeEnd.test(one) || cellKind(`${one},${two}`) === 'number';
    return two.startsWith(' ') || two === '' || (digit.test(two) && isNumber);
  });
}

/** Only for a short line, to bound the time. */
const longestLine = 64 * 1024;

/** A first line that is a JSON object or array is not a record. */
function isJson(text: string): boolean {
  const line = /^\s*([[{][^\r\n]*)/.exec(text)?.[1];
  if (line === undefined || line.length > longestLine) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
