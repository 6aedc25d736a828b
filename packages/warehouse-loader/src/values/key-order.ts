import type { TargetColumn } from '../catalog/target.js';

const wholeNumberTypes: ReadonlySet<string> = new Set(['int2', 'int4', 'int8']);

/** Checks whether keys of whole numbers are in ascending order, so that none occurs twice. */
export class KeyOrder {
  /** Positions of the keys among the values of a row. */
  readonly #places: readonly number[];
  #last: readonly number[] = [];
  #isAscending: boolean;

  constructor(columns: readonly TargetColumn[], keys: readonly TargetColumn[]) {
    this.#places = keys.map((key) => columns.indexOf(key));
    this.#isAscending = keys.length > 0 && keys.every(isWholeNumber);
  }

  /** Whether every row so far had a larger key than the one before it. False if it is not known. */
  get isAscending(): boolean {
    return this.#isAscending;
  }

  note(values: readonly unknown[]): void {
    if (!this.#isAscending) return;
    const key = this.#places.map((place) => wholeNumberOf(values[place]));
    this.#isAscending = isLarger(key, this.#last);
    this.#last = key;
  }
}

function isWholeNumber({ column, model }: TargetColumn): boolean {
  // The conversion of a custom type is not known here.
  return wholeNumberTypes.has(column.baseType) && model?.columnType !== 'PgCustomColumn';
}

/** NaN for a number that is not represented exactly, or not a plain whole number. */
function wholeNumberOf(value: unknown): number {
  const isPlain = typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value));
  const number = isPlain ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : Number.NaN;
}

function isLarger(key: readonly number[], last: readonly number[]): boolean {
  if (key.some(Number.isNaN)) return false;
  const place = key.findIndex((part, index) => part !== last[index]);
  const [part = 0, before = Number.NEGATIVE_INFINITY] = [key[place], last[place]];
  return place !== -1 && part > before;
}
