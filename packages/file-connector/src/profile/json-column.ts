import { form } from './cells/form.js';
import { ColumnProfiler, type FileColumn } from './column-profiler.js';
import type { HashBudget } from './distinct/hash-budget.js';

/** The kinds of JSON values, each as one bit. */
const kind = { number: 1, string: 2, boolean: 4, document: 8 } as const;

const numbers = form.integer | form.bigint | form.decimal;
/** A JSON string is no number and no boolean, whatever its text. */
const strings = form.date | form.timestamp | form.timestamptz | form.uuid;

/** Profiles the values of one property of JSON objects. */
export class JsonColumn {
  readonly #cells: ColumnProfiler;
  #kinds = 0;

  constructor(name: string, budget: HashBudget) {
    this.#cells = new ColumnProfiler(name, budget);
  }

  /** Adds a value of a row; `isNumber` says that a text was a number. */
  add(value: unknown, isNumber: boolean): void {
    if (value === null || value === undefined) this.#cells.add(null);
    else if (typeof value === 'string' && isNumber) this.#note(kind.number, value, numbers);
    else if (typeof value === 'string') this.#note(kind.string, value, strings);
    else if (typeof value === 'boolean') this.#note(kind.boolean, String(value), form.word);
    else this.#note(kind.document, JSON.stringify(value), 0);
  }

  /** Adds null for the rows so far that do not have the property, and detaches kept texts. */
  detach(rows: number): void {
    this.#cells.addNulls(rows - this.#cells.rows);
    this.#cells.detach();
  }

  finish(): FileColumn {
    const column = this.#cells.finish(false);
    const isOneKind = [0, kind.number, kind.string, kind.boolean].includes(this.#kinds);
    if (isOneKind) return column;
    const isNumberOrString = this.#kinds === (kind.number | kind.string);
    return { ...column, type: 'jsonb', min: null, max: null, isUnique: false, isNumberOrString };
  }

  #note(ofKind: number, text: string, possible: number): void {
    this.#kinds |= ofKind;
    this.#cells.add(text, possible);
  }
}
