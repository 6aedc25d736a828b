import { cellKind, type CellKind } from './cell-kind.js';
import { type ColumnKind, columnKinds } from './column-kinds.js';

type Rows = readonly (readonly string[])[];

/** Counts of cells that indicate whether the first row is a header. */
export interface HeaderVotes {
  /** Columns of numbers or dates for which the row has a name. */
  readonly speaksFor: number;
  /** Columns for which the row itself has a number or a date. */
  readonly speaksAgainst: number;
  /** Whether a cell may be a name or a value. */
  readonly isOpen: boolean;
}

/**
 * Compares the first row of a table with those below it.
 *
 * @param body - The rows below that are not a header either.
 */
export function headerVotes([first = [], ...rows]: Rows, body: Rows): HeaderVotes {
  let speaksFor = 0;
  let speaksAgainst = 0;
  const [next = []] = body;
  let isOpen = isCounted(first) || isIndented(first, next) || first.some(hasNewline);
  const later = columnKinds(body.slice(1));
  for (const [column, kind] of columnKinds(body).entries()) {
    const cell = first[column]?.trim() ?? '';
    const own = cellKind(cell);
    // `From,2024` below `Station,X`: neither may belong to the table.
    if (!fits(cellKind(next[column] ?? ''), later[column] ?? 'text')) isOpen = true;
    const below = rows.map((row) => row[column]?.trim() ?? '');
    if (kind === 'text') {
      // Numbers above text are not names, but years may be; `A7` above `A8` is not a name.
      const isCode = areCodes(below) && (/\d/.test(cell) || !/\d/.test(next[column] ?? ''));
      if (own === 'year' || isCode || (own === 'text' && below.includes(cell))) isOpen = true;
    } else if (own === 'text') {
      speaksFor += 1;
      if (hasMoreDigits(cell) || below.includes(cell)) isOpen = true;
    } else if (own === kind || (own === 'number' && kind === 'year')) speaksAgainst += 1;
    else if (own !== 'empty') isOpen = true;
  }
  if (speaksFor === 1 && !areCasedAlike(first)) isOpen = true;
  return { speaksFor, speaksAgainst, isOpen };
}

function fits(own: CellKind, kind: ColumnKind): boolean {
  if (kind === 'text' || own === 'empty' || own === kind) return true;
  return (own === 'year' && kind === 'number') || (own === 'number' && kind === 'year');
}

/** A name has more letters than digits. */
function hasMoreDigits(cell: string): boolean {
  const count = (pattern: RegExp): number => cell.match(pattern)?.length ?? 0;
  return count(/\d/g) > count(/[\p{L}\p{M}]/gu);
}

/** Returns whether most texts have a digit. */
function areCodes(below: readonly string[]): boolean {
  return below.filter((one) => /\d/.test(one)).length >= 0.8 * below.length;
}

const hasNewline = (cell: string): boolean => /[\r\n]/.test(cell);

/** `month,1,2,3` may name columns. */
function isCounted([first = '', ...others]: readonly string[]): boolean {
  const from = Number(others[0]);
  const isRun = others.every((cell, index) => cell.trim() === String(from + index));
  return others.length > 1 && isRun && ['text', 'empty'].includes(cellKind(first));
}

/** Returns whether cells look like parts of a sentence above the table. */
function isIndented(first: readonly string[], next: readonly string[]): boolean {
  return first.some(
    (cell, column) => cell.startsWith(' ') && next[column]?.startsWith(' ') === false,
  );
}

/** A first row such as `pending,Bern` is unlikely to be a header; `id,name` and `Id,Name` are. */
function areCasedAlike(cells: readonly string[]): boolean {
  const initials = cells.map((cell) => /\p{L}/u.exec(cell)?.[0] ?? '').filter((one) => one !== '');
  const small = initials.filter((one) => one !== one.toUpperCase()).length;
  const capital = initials.filter((one) => one !== one.toLowerCase()).length;
  return small === 0 || capital === 0;
}
