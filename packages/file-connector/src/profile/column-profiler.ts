import { cellForm } from './cells/cell-form.js';
import { type ColumnType, columnType, isText } from './cells/column-type.js';
import { form } from './cells/form.js';
import { CellHash } from './distinct/cell-hash.js';
import { type DistinctCount, DistinctHashes } from './distinct/distinct-hashes.js';
import type { HashBudget } from './distinct/hash-budget.js';
import type { FormatProposal } from './formats/format-proposer.js';
import { formatProposers } from './formats/format-proposers.js';
import { TextRange, ValueRange } from './range/cell-range.js';
import { compareDecimals } from './range/compare-decimals.js';
import { momentOf } from './range/moment-of.js';

/** What all cells of one column have in common. */
export interface FileColumn {
  /** The name in the rows of the source. */
  readonly name: string;
  /** The narrowest type that stores every cell without loss. */
  readonly type: ColumnType;
  readonly nulls: number;
  /** Whether every row has a value; false in a file without rows. */
  readonly isRequired: boolean;
  /**
   * Distinct values other than null. Exact up to 65,536, and beyond while no value repeats; else
   * an estimate, within 2 % in a file of up to 40 columns and less exact in a wider one.
   */
  readonly distinct: DistinctCount;
  /**
   * The least value as it is written in the file, or its first 256 characters, in the order of the
   * type; texts are ordered by code unit. Null if there is none.
   */
  readonly min: string | null;
  readonly max: string | null;
  /** Characters, as `length()` of PostgreSQL counts them, of the longest cell; 0 if there is none. */
  readonly longest: number;
  /** Whether no value is null or repeated. Null if too many values to know it. */
  readonly isUnique: boolean | null;
  /**
   * Formats that the texts of the column may have, such as numbers with a decimal comma; see the
   * option `formats` of the source. Empty where the cells need none.
   */
  readonly formats: readonly FormatProposal[];
  /** Of JSON: whether a `jsonb` column has numbers and strings only. */
  readonly isNumberOrString?: boolean;
}

const numbers = form.integer | form.bigint | form.decimal;
const moments = form.timestamp | form.timestamptz;
const anyForm = ~0;
const hash = new CellHash();

/** Profiles the cells of one column, one by one. */
export class ColumnProfiler {
  readonly #name: string;
  readonly #distinct: DistinctHashes;
  readonly #texts = new TextRange();
  readonly #numbers = new ValueRange(Number, compareDecimals);
  readonly #moments = new ValueRange(momentOf);
  #forms = 0;
  #isText = false;
  #rows = 0;
  #nulls = 0;
  #empties = 0;
  #longest = 0;
  #previous: string | null = null;
  #previousForm = 0;
  #previousCount = 0;
  readonly #proposers = formatProposers();

  constructor(name: string, budget: HashBudget) {
    this.#name = name;
    this.#distinct = new DistinctHashes(budget);
  }

  /** Adds rows without a value. */
  addNulls(count: number): void {
    this.#rows += count;
    this.#nulls += count;
  }

  get rows(): number {
    return this.#rows;
  }

  get nulls(): number {
    return this.#nulls;
  }

  /** Cells with an empty text that is not null, such as `""`. */
  get empties(): number {
    return this.#empties;
  }

  /** Adds a cell; `possible` are the forms that it may have, as a JSON string is no number. */
  add(cell: string | null, possible = anyForm): void {
    this.#rows += 1;
    if (cell === null) {
      this.#nulls += 1;
    } else if (cell === '') {
      this.#empties += 1;
    } else {
      hash.set(cell);
      this.#distinct.add(hash.lower, hash.upper);
      // Repeated cells are frequent, and change nothing else.
      if (cell === this.#previous) {
        this.#previousCount += 1;
        return;
      }
      this.#noteFormats();
      this.#previous = cell;
      this.#previousCount = 1;
      this.#note(cell, possible);
    }
  }

  /** Copies the cells that are kept, as each of them keeps the text around it in memory. */
  detach(): void {
    this.#noteFormats();
    this.#previous = null;
    this.#texts.detach();
    this.#numbers.detach();
    this.#moments.detach();
  }

  /** Returns the profile. `areEmptiesNull` decides about empty texts. */
  finish(areEmptiesNull: boolean): FileColumn {
    this.detach();
    const empties = areEmptiesNull ? 0 : this.#empties;
    const nulls = this.#nulls + this.#empties - empties;
    const type = empties > 0 ? 'text' : columnType(this.#forms);
    const { count, isExact } = this.#distinct.count();
    const range = this.#rangeOf(type);
    const isRequired = nulls === 0 && this.#rows > 0;
    return {
      name: this.#name,
      type,
      nulls,
      isRequired,
      distinct: { count: count + Math.min(empties, 1), isExact },
      min: empties > 0 ? '' : range.min,
      max: range.max ?? (empties > 0 ? '' : null),
      longest: this.#longest,
      isUnique: isRequired && empties < 2 ? this.#distinct.isUnique : false,
      formats: this.#proposers.proposals(),
    };
  }

  #note(cell: string, possible: number): void {
    this.#texts.note(cell);
    if (cell.length > this.#longest) this.#longest = Math.max(this.#longest, characters(cell));
    this.#previousForm = form.other;
    if (this.#isText) return;
    const found = cellForm(cell) & possible || form.other;
    this.#forms |= found;
    this.#previousForm = found;
    this.#isText = isText(this.#forms);
    if ((found & numbers) !== 0) this.#numbers.note(cell);
    else if ((found & moments) !== 0) this.#moments.note(cell);
  }

  /** Proposes formats by the previous cell, once for all its repetitions in a row. */
  #noteFormats(): void {
    if (this.#previous === null) return;
    if (this.#previousForm === form.other) {
      this.#proposers.note(this.#previous, this.#previousCount);
    } else {
      this.#proposers.notePlain(this.#previous, this.#previousCount);
    }
  }

  #rangeOf(type: ColumnType): TextRange | ValueRange {
    if (type === 'integer' || type === 'bigint' || type === 'numeric') return this.#numbers;
    return type === 'timestamp' || type === 'timestamptz' ? this.#moments : this.#texts;
  }
}

/** Counts code points: a pair of surrogates is one character. */
function characters(cell: string): number {
  let count = cell.length;
  for (let index = 1; index < cell.length; index += 1) {
    const isLow = (cell.charCodeAt(index) & 0xfc00) === 0xdc00;
    if (isLow && (cell.charCodeAt(index - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}
