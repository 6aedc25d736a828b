import { Column } from 'drizzle-orm';
import { isComparedByBytes } from '../catalog/keys/byte-order.js';
import type { TargetColumn } from '../catalog/target.js';

const wholeNumberTypes: ReadonlySet<string> = new Set(['int2', 'int4', 'int8']);

/** Reads one part of a key as a value that JavaScript orders as the server does; null for another. */
type ReadPart = (value: unknown, last: KeyValue | undefined) => KeyValue | null;
type KeyValue = number | string;

/** Checks whether keys of whole numbers and texts are in ascending order, so that none occurs twice. */
export class KeyOrder {
  /** Positions of the keys among the values of a row. */
  readonly #places: readonly number[];
  readonly #readers: readonly ReadPart[];
  readonly #last: KeyValue[] = [];
  #isAscending: boolean;

  constructor(columns: readonly TargetColumn[], keys: readonly TargetColumn[]) {
    this.#places = keys.map((key) => columns.indexOf(key));
    this.#readers = keys.map(readerOf).filter((reader) => reader !== null);
    this.#isAscending = keys.length > 0 && this.#readers.length === keys.length;
  }

  /** Whether every row so far had a larger key than the one before it. False if it is not known. */
  get isAscending(): boolean {
    return this.#isAscending;
  }

  note(values: readonly unknown[]): void {
    if (this.#isAscending) this.#isAscending = this.#isLarger(values);
  }

  /** Whether the key is larger than the last one, whose place it takes. */
  #isLarger(values: readonly unknown[]): boolean {
    let isLarger = false;
    let index = 0;
    for (const read of this.#readers) {
      const last = this.#last[index];
      const part = read(values[this.#places[index] ?? -1], last);
      if (part === null) return false;
      // The parts after the first one that differs do not matter, but must be known.
      if (!isLarger && part !== last) {
        if (last !== undefined && part < last) return false;
        isLarger = true;
      }
      this.#last[index] = part;
      index += 1;
    }
    return isLarger;
  }
}

function readerOf({ column, model }: TargetColumn): ReadPart | null {
  // The conversion of a custom type is not known here.
  if (model?.columnType === 'PgCustomColumn') return null;
  if (wholeNumberTypes.has(column.baseType)) return wholeNumberOf;
  const isMapped = model !== null && model.mapToDriverValue !== Column.prototype.mapToDriverValue;
  return isComparedByBytes(column) && !isMapped ? asciiOf : null;
}

/** Null for a number that is not represented exactly, or not a plain whole number. */
function wholeNumberOf(value: unknown): number | null {
  const isPlain = typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value));
  const number = isPlain ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** ASCII has the same order in JavaScript and in every encoding of a server. */
function asciiOf(value: unknown, last: KeyValue | undefined): string | null {
  if (typeof value !== 'string') return null;
  return value === last || /^[ -~]*$/.test(value) ? value : null;
}
