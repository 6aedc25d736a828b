import { numberFormat } from '../../parse/numbers/number-format.js';
import type { FormatProposal, FormatProposer } from './format-proposer.js';
import { mayBeNoNumber } from './number-doubt.js';
import { type ObservedSigns, readSigns } from './observed-signs.js';

const longest = 40;
/** Cells of further shapes fit no format: a column of texts does not fill the memory. */
const maxShapes = 300;
const minShare = 0.1;
const [dash, zero] = [0x2d, 0x30];
const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Pairs of a decimal mark and a group mark, the usual ones first. Whole numbers precede: a mark that no
 * cell has is not proposed.
 */
const marks: readonly (readonly [decimal: string | null, group: string | null])[] = [
  [null, null],
  [null, ' '],
  [null, "'"],
  [null, '_'],
  [',', null],
  ['.', null],
  [',', '.'],
  ['.', ','],
  [',', ' '],
  ['.', "'"],
  ['.', ' '],
  [',', "'"],
  ['.', '_'],
];

/** What a format reads of the shapes: a value for each that fits. */
interface Reading {
  readonly format: string;
  readonly cells: number;
  readonly values: ReadonlyMap<string, string>;
  /** Whether cells may be no numbers, or numbers of several currencies. */
  readonly isDoubtful: boolean;
}

/**
 * Proposes the formats of numbers that cells have. Cells are counted by shape, as all numbers of the
 * same digits and marks fit the same formats.
 */
export class NumberProposer implements FormatProposer {
  readonly #shapes = new Map<string, number>();
  #cells = 0;
  /** Whether a cell is no number as PostgreSQL writes it, or may be another one, such as `1.234`. */
  #isNeeded = false;

  note(cell: string, count: number): void {
    this.#cells += count;
    if (cell.length > longest || readSigns(cell) === null) return;
    this.#isNeeded = true;
    this.#add(shapeOf(cell), count);
  }

  notePlain(cell: string, count: number): void {
    this.#cells += count;
    if (cell.charCodeAt(4) === dash && cell.length >= 10) return;
    const point = cell.indexOf('.');
    if (point === -1) {
      this.#add('1', count);
      return;
    }
    const first = cell.charCodeAt(0) === dash ? 1 : 0;
    const isGroup = cell.length - point === 4 && point - first <= 3;
    const mayBeGroup = isGroup && cell.charCodeAt(first) !== zero;
    this.#isNeeded ||= mayBeGroup;
    this.#add(mayBeGroup ? '1.111' : '1111.11', count);
  }

  proposals(): readonly FormatProposal[] {
    if (!this.#isNeeded) return [];
    const asItIs = this.#readingOf('', (shape) => (plain.test(shape) ? shape : null));
    const kept: Reading[] = [asItIs];
    for (const reading of this.#readings()) {
      const isNew = !kept.some((other) => includes(other, reading));
      if (isNew && reading.cells / this.#cells >= minShare) kept.push(reading);
    }
    const [, ...proposed] = kept;
    return proposed
      .filter(({ cells }) => cells >= asItIs.cells)
      .map((reading) => ({
        format: reading.format,
        cells: reading.cells,
        share: reading.cells / this.#cells,
        isAmbiguous:
          reading.isDoubtful ||
          kept.some((other) => other.cells >= reading.cells && differ(other, reading)),
      }));
  }

  #add(shape: string, count: number): void {
    const counted = this.#shapes.get(shape);
    if (counted === undefined && this.#shapes.size >= maxShapes) return;
    this.#shapes.set(shape, (counted ?? 0) + count);
  }

  /** Reads the shapes by each pair of marks, with all signs that occur; the best one first. */
  #readings(): Reading[] {
    const signs = [...this.#shapes.keys()].map(readSigns).filter((found) => found !== null);
    const all = (key: 'currency' | 'negative'): string[] => [
      ...new Set(signs.map((found) => found[key]).filter((sign) => sign !== '')),
    ];
    const has = (key: keyof ObservedSigns): boolean => signs.some((found) => found[key] === true);
    const currency = all('currency');
    const isPercent = has('isPercent');
    const common = {
      currency,
      negative: all('negative'),
      percent: isPercent ? 'fraction' : undefined,
      exponent: has('hasExponent'),
    } as const;
    return marks
      .filter(([decimal]) => decimal !== null || !isPercent)
      .map(([decimal, group]) => {
        const kind = decimal === null ? { integer: true } : { decimal };
        const { name, parse } = numberFormat({ ...common, ...kind, group: group ?? [] });
        const reading = this.#readingOf(name, parse);
        const isWithoutMark = isPercent && ![...reading.values.keys()].some(hasMark);
        const isDoubtful = reading.isDoubtful || currency.length > 1 || isWithoutMark;
        return { ...reading, isDoubtful };
      })
      .toSorted((one, other) => other.cells - one.cells);
  }

  #readingOf(format: string, parse: (cell: string) => string | null): Reading {
    const values = new Map<string, string>();
    let cells = 0;
    for (const [shape, count] of this.#shapes) {
      const value = parse(shape);
      if (value === null) continue;
      values.set(shape, value);
      cells += count;
    }
    return { format, cells, values, isDoubtful: [...values.keys()].some(mayBeNoNumber) };
  }
}

/** A percentage is a fraction, whose decimal mark no whole one shows. */
const hasMark = (shape: string): boolean => /\d\D\d/.test(shape);

/** Whether the first reads all that the second reads, and as the same values. */
function includes({ values }: Reading, { values: others }: Reading): boolean {
  return [...others].every(([shape, value]) => values.get(shape) === value);
}

/** Whether there is a shape that both read, as different values. */
function differ({ values }: Reading, { values: others }: Reading): boolean {
  return [...others].some(([shape, value]) => (values.get(shape) ?? value) !== value);
}

/** Returns a number of the same digits and marks; a leading zero stays, as no group begins with it. */
function shapeOf(cell: string): string {
  let isFirst = true;
  return cell.replace(/\d/g, (digit) => {
    const kept = isFirst && digit === '0' ? '0' : '1';
    isFirst = false;
    return kept;
  });
}
