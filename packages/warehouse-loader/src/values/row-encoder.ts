import { identityReason } from '../catalog/column-type/identity-column.js';
import type { ColumnPlan, PlanOptions } from '../catalog/columns/plan-columns.js';
import type { Explain } from '../catalog/columns/unknown-columns.js';
import type { TargetColumn } from '../catalog/target.js';
import type { ColumnProfile } from '../profile/column-profile.js';
import type { BinaryWriter } from './binary/binary-writer.js';
import type { TupleBuffer } from './binary/tuple-buffer.js';
import { KeyOrder } from './key-order.js';
import { RowRefusal } from './refusal/row-refusal.js';
import { fieldOf, fieldText, otherColumns, refusalOfField, type RowField } from './row-field.js';
import { type RowReader, rowReader } from './row/row-reader.js';

/** Receives the fields of a row, one by one. */
export interface RowSink {
  /** @throws ValueRefusal `TEXT_HAS_NUL` or `TEXT_NOT_UNICODE`. */
  addText(text: string): void;
  addNull(): void;
}

/**
 * Writes the values of rows as texts for the server, with functions created once for each column.
 *
 * The first encoder of a load writes rows that have a value for each of its columns. Those that
 * follow write any rows, and after each which of the columns it names ({@link givenColumns}).
 */
export class RowEncoder {
  readonly #options: RowEncoderOptions;
  readonly #isMarked: boolean;
  readonly #fields: readonly RowField[];
  readonly #known: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;
  readonly #dropped: Set<string>;
  readonly #profile: ColumnProfile | null;
  readonly #writers: readonly (BinaryWriter | null)[];
  readonly #read: RowReader;
  readonly #values: unknown[];
  /** Their numbers, which the writers of binary know. */
  readonly #written: Float64Array;
  readonly #keyOrder: KeyOrder;

  readonly #isClosed: boolean;
  readonly #identities: readonly string[];
  readonly #explain: Explain;

  /** @param before - The encoder of the rows so far, whose columns are the first of the plan. */
  constructor(options: RowEncoderOptions, plan: ColumnPlan, before: RowEncoder | null = null) {
    const { target, use, key, profile, unknownColumns } = options;
    this.#options = options;
    this.#isMarked = before !== null;
    this.#isClosed = unknownColumns === 'refuse';
    this.#identities = target.identities;
    this.#explain = plan.explain;
    if (before === null) profile?.begin(plan.columns);
    else profile?.extend(plan.columns);
    this.#profile = profile;
    this.#values = plan.columns.map(() => null);
    this.#written = new Float64Array(plan.columns.length);
    this.#keyOrder =
      before === null
        ? new KeyOrder(plan.columns, key?.isPlain === true ? key.columns : [])
        : before.#keyOrder;
    const isLeftOut = ({ column }: TargetColumn): boolean =>
      !this.#isMarked && (use.matchesKeys || column.hasDefault);
    // A column that no row has named yet is not updated.
    const planned = plan.columns.filter(
      ({ property }) => !use.updatesRows || plan.given.has(property),
    );
    this.#fields = plan.columns.map((column) => ({
      ...fieldOf(column, target.reading, isLeftOut(column), key),
      isPlanned: planned.includes(column),
    }));
    this.#writers = this.#fields.map(({ writeBinary }) => writeBinary);
    this.#read = rowReader(plan.columns.map(({ property }) => property));
    this.#known = new Set(planned.map(({ property }) => property));
    this.#allowed = new Set(target.columns.map(({ property }) => property));
    this.#dropped = before === null ? new Set(plan.dropped) : before.#dropped;
  }

  /** Creates the encoder of the next rows, which name other columns. */
  followedBy(plan: ColumnPlan): RowEncoder {
    return new RowEncoder(this.#options, plan, this);
  }

  /** Names in the rows so far that the table does not have. */
  get dropped(): readonly string[] {
    return [...this.#dropped];
  }

  /** Whether each row so far had a larger key than the one before it. False if it is not known. */
  get areKeysAscending(): boolean {
    return this.#keyOrder.isAscending;
  }

  /** Whether every column has a type that is written in the binary format. */
  get hasBinary(): boolean {
    return this.#fields.every(({ writeBinary }) => writeBinary !== null);
  }

  /** Number of fields that are written for a row. */
  get fields(): number {
    return this.#fields.length + (this.#isMarked ? 1 : 0);
  }

  /**
   * Writes the fields of one row in the binary format, which has begun. Returns false for a row that
   * must be written as text, or is refused there; some fields may have been written.
   *
   * @throws RowRefusal for an unknown column.
   */
  encodeBinary(row: object, tuples: TupleBuffer): boolean {
    const values = this.#values;
    this.#read(row, values);
    const written = this.#written;
    let present = this.#known.size;
    let index = 0;
    for (const write of this.#writers) {
      const value = values[index];
      if (value === null || value === undefined) {
        const field = this.#fields[index];
        if ((value === null ? field?.nullRefusal : field?.undefinedRefusal) !== null) return false;
        if (value === undefined && field?.isPlanned === true) present -= 1;
        tuples.addNull();
      } else {
        tuples.number = Number.NaN;
        if (write?.(value, tuples) !== true) return false;
        written[index] = tuples.number;
      }
      index += 1;
    }
    if (countNames(row) !== present && this.#noteUnknown(row)) return false;
    if (this.#isMarked) tuples.addText(givenColumns(values));
    this.#profile?.note(values, written);
    this.#keyOrder.note(values);
    return true;
  }

  /** Returns the texts of a row that was written. */
  textsOf(row: object): readonly (string | null)[] {
    const values: unknown[] = this.#fields.map(() => null);
    this.#read(row, values);
    return this.#fields.map((field, index) => fieldText(field, values[index], row));
  }

  /**
   * Writes the fields of one row. If it throws, some may have been written.
   *
   * @throws RowRefusal.
   * @throws OtherColumns if the row lacks a column, or has one that is not planned.
   */
  encode(row: object, sink: RowSink): void {
    try {
      this.#write(row, sink);
    } catch (error) {
      // A refused row may have an unknown column as well, which concerns the whole load.
      if (error instanceof RowRefusal) this.#noteUnknown(row);
      throw error;
    }
  }

  #write(row: object, sink: RowSink): void {
    const values = this.#values;
    this.#read(row, values);
    let present = this.#known.size;
    let index = 0;
    for (const field of this.#fields) {
      const value = values[index];
      index += 1;
      if (value === undefined && field.isPlanned) present -= 1;
      addField(sink, field, value, row);
    }
    // Counting the names is cheap; checking each is necessary only if some were not written.
    if (countNames(row) !== present && this.#noteUnknown(row)) throw otherColumns;
    if (this.#isMarked) sink.addText(givenColumns(values));
    this.#profile?.note(values, null);
    this.#keyOrder.note(values);
  }

  #unknown(name: string): RowRefusal {
    const why = this.#explain(name);
    const hint = why === null ? '' : ` (${why})`;
    return new RowRefusal(
      name,
      'COLUMN_UNKNOWN',
      `a value, but the table does not accept the column${hint}`,
      true,
    );
  }

  /** Notes names that the table does not have; returns whether the row has others. */
  #noteUnknown(row: object): boolean {
    let hasOthers = false;
    for (const name of Object.keys(row)) {
      if (this.#known.has(name) || Reflect.get(row, name) === undefined) continue;
      if (this.#allowed.has(name)) hasOthers = true;
      else if (this.#identities.includes(name)) throw identityGiven(name);
      else if (this.#isClosed) throw this.#unknown(name);
      else this.#dropped.add(name);
    }
    return hasOthers;
  }
}

/** Options of a {@link RowEncoder}. */
export interface RowEncoderOptions extends PlanOptions {
  readonly profile: ColumnProfile | null;
}

/** Counts names, inherited ones too, without the array that `Object.keys` makes for each row. */
function countNames(row: object): number {
  let count = 0;
  for (const _ in row) count += 1;
  return count;
}

/** Writes for each column whether a row names it: `1` or `0`. */
function givenColumns(values: readonly unknown[]): string {
  let given = '';
  for (const value of values) given += value === undefined ? '0' : '1';
  return given;
}

function identityGiven(name: string): RowRefusal {
  return new RowRefusal(name, 'COLUMN_IS_IDENTITY', `a value, and is ${identityReason}`, true);
}

function addField(sink: RowSink, field: RowField, value: unknown, row: object): void {
  try {
    const text = fieldText(field, value, row);
    if (text === null) sink.addNull();
    else sink.addText(text);
  } catch (error) {
    throw refusalOfField(field, error);
  }
}
