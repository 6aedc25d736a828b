import type { NumberTexts } from '@wdh/pipeline-core';
import { identityReason } from '../catalog/column-type/identity-column.js';
import type { ColumnPlan, PlanOptions } from '../catalog/columns/plan-columns.js';
import type { Explain } from '../catalog/columns/unknown-columns.js';
import type { RowKey } from '../catalog/keys/row-key.js';
import type { TargetColumn } from '../catalog/target.js';
import type { ColumnProfile } from '../profile/column-profile.js';
import { KeyOrder } from './key-order.js';
import { ValueRefusal } from './refusal/value-refusal.js';
import { restoredNumber } from './restored-number.js';
import type { TextSetting } from './session/text-setting.js';
import { createValueEncoder, isJson, type ValueEncoder } from './value-encoder.js';

/** A row that cannot be written without changing or losing a value. */
export class RowRefusal extends Error {
  readonly code: string;
  readonly field: string;
  /**
   * Whether it concerns more than this row, and therefore fails the load even if refused rows are
   * rejected.
   */
  readonly isOfLoad: boolean;

  constructor(field: string, code: string, reason: string, isOfLoad = false) {
    super(reason);
    this.name = 'RowRefusal';
    this.isOfLoad = isOfLoad;
    this.field = field;
    this.code = code;
  }
}

/** Ends the encoding of a row that names other columns than its encoder writes. */
export class OtherColumns extends Error {}

/** Receives the fields of a row, one by one. */
export interface RowSink {
  /** @throws ValueRefusal `TEXT_HAS_NUL` or `TEXT_NOT_UNICODE`. */
  addText(text: string): void;
  addNull(): void;
}

/** How one column of a row is written. */
interface Field {
  readonly property: string;
  /** Whether every object inherits such a property, such as `constructor`. */
  readonly isInherited: boolean;
  /** Whether a row may name it; otherwise, the first that does so changes the plan. */
  readonly isPlanned: boolean;
  readonly encode: ValueEncoder;
  /** Knows which texts were numbers, if the column stores JSON; else null. */
  readonly numberTexts: NumberTexts | null;
  /** Why null or undefined cannot be written; null if it can. */
  readonly nullRefusal: RowRefusal | null;
  readonly undefinedRefusal: RowRefusal | OtherColumns | null;
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
  readonly #fields: readonly Field[];
  readonly #known: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;
  readonly #dropped: Set<string>;
  readonly #profile: ColumnProfile | null;
  readonly #values: unknown[];
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

  /**
   * Writes the fields of one row. If it throws, some may have been written.
   *
   * @throws RowRefusal.
   * @throws OtherColumns if the row lacks a column, or has one that is not planned.
   */
  encode(row: object, sink: RowSink): void {
    try {
      this.#write(row as Readonly<Record<string, unknown>>, sink);
    } catch (error) {
      // A refused row may have an unknown column as well, which concerns the whole load.
      if (error instanceof RowRefusal) this.#noteUnknown(row as Readonly<Record<string, unknown>>);
      throw error;
    }
  }

  #write(row: Readonly<Record<string, unknown>>, sink: RowSink): void {
    const values = row;
    let present = 0;
    let index = 0;
    for (const field of this.#fields) {
      const isLeftOut = field.isInherited && !Object.hasOwn(row, field.property);
      const value = isLeftOut ? undefined : values[field.property];
      this.#values[index] = value;
      index += 1;
      if (value !== undefined && field.isPlanned) present += 1;
      addField(sink, field, value, row);
    }
    // Counting the names is cheap; checking each is necessary only if some were not written.
    if (Object.keys(row).length !== present && this.#noteUnknown(values)) throw otherColumns;
    if (this.#isMarked) sink.addText(givenColumns(this.#values));
    this.#profile?.note(this.#values);
    this.#keyOrder.note(this.#values);
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
  #noteUnknown(row: Readonly<Record<string, unknown>>): boolean {
    let hasOthers = false;
    for (const name of Object.keys(row)) {
      if (this.#known.has(name) || row[name] === undefined) continue;
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

/** Without a stack, because it ends no load. */
const otherColumns = new OtherColumns('The row names other columns.');

/** Writes for each column whether a row names it: `1` or `0`. */
function givenColumns(values: readonly unknown[]): string {
  let given = '';
  for (const value of values) given += value === undefined ? '0' : '1';
  return given;
}

function identityGiven(name: string): RowRefusal {
  return new RowRefusal(name, 'COLUMN_IS_IDENTITY', `a value, and is ${identityReason}`, true);
}

function addField(sink: RowSink, field: Field, value: unknown, row: object): void {
  if (value === null || value === undefined) {
    const refusal = value === null ? field.nullRefusal : field.undefinedRefusal;
    if (refusal !== null) throw refusal;
    sink.addNull();
    return;
  }
  try {
    const { numberTexts, property } = field;
    const given = numberTexts === null ? value : restoredNumber(row, property, value, numberTexts);
    sink.addText(field.encode(given));
  } catch (error) {
    if (!(error instanceof ValueRefusal)) throw error;
    throw new RowRefusal(field.property, error.code, error.message);
  }
}

/** @param isLeftOut - Whether a row without the column is written in another way than with NULL. */
function fieldOf(
  target: TargetColumn,
  reading: TextSetting,
  isLeftOut: boolean,
  key: RowKey | null,
): Omit<Field, 'isPlanned'> {
  const { property, column } = target;
  const isKey = key?.needed.includes(target) === true;
  const keyRefusal = isKey
    ? new RowRefusal(property, 'UPSERT_KEY_NULL', 'no value, but it is an upsert key')
    : null;
  return {
    property,
    isInherited: property in Object.prototype,
    encode: createValueEncoder(target, reading),
    numberTexts: isJson(column.baseType) ? reading.numberTexts : null,
    nullRefusal: key?.acceptsNull === true ? null : keyRefusal,
    undefinedRefusal: keyRefusal ?? (isLeftOut ? otherColumns : null),
  };
}
