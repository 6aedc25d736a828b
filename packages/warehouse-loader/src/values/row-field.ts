import type { NumberTexts } from '@wdh/pipeline-core';
import type { RowKey } from '../catalog/keys/row-key.js';
import type { TargetColumn } from '../catalog/target.js';
import { binaryWriterOf } from './binary/binary-writer-of.js';
import type { BinaryWriter } from './binary/binary-writer.js';
import { OtherColumns, RowRefusal } from './refusal/row-refusal.js';
import { ValueRefusal } from './refusal/value-refusal.js';
import { restoredNumber } from './restored-number.js';
import type { TextSetting } from './session/text-setting.js';
import { createValueEncoder, isJson, type ValueEncoder } from './value-encoder.js';

/** How one column of a row is written. */
export interface RowField {
  readonly property: string;
  /** Whether a row may name it; otherwise, the first that does so changes the plan. */
  readonly isPlanned: boolean;
  readonly encode: ValueEncoder;
  /** Null for values that are written as text only. */
  readonly writeBinary: BinaryWriter | null;
  /** Knows which texts were numbers, if the column stores JSON; else null. */
  readonly numberTexts: NumberTexts | null;
  /** Why null or undefined cannot be written; null if it can. */
  readonly nullRefusal: RowRefusal | null;
  readonly undefinedRefusal: RowRefusal | OtherColumns | null;
}

/** Without a stack, because it ends no load. */
export const otherColumns = new OtherColumns('The row names other columns.');

/** @param isLeftOut - Whether a row without the column is written in another way than with NULL. */
export function fieldOf(
  target: TargetColumn,
  reading: TextSetting,
  isLeftOut: boolean,
  key: RowKey | null,
): Omit<RowField, 'isPlanned'> {
  const { property, column } = target;
  const isKey = key?.needed.includes(target) === true;
  const keyRefusal = isKey
    ? new RowRefusal(property, 'UPSERT_KEY_NULL', 'no value, but it is an upsert key')
    : null;
  const numberTexts = isJson(column.baseType) ? reading.numberTexts : null;
  return {
    property,
    encode: createValueEncoder(target, reading),
    writeBinary: numberTexts === null ? binaryWriterOf(target, reading) : null,
    numberTexts,
    nullRefusal: key?.acceptsNull === true ? null : keyRefusal,
    undefinedRefusal: keyRefusal ?? (isLeftOut ? otherColumns : null),
  };
}

/**
 * Returns the text of a value; null for NULL.
 *
 * @throws RowRefusal.
 * @throws OtherColumns for a missing column that is not written as NULL.
 */
export function fieldText(field: RowField, value: unknown, row: object): string | null {
  if (value === null || value === undefined) {
    const refusal = value === null ? field.nullRefusal : field.undefinedRefusal;
    if (refusal !== null) throw refusal;
    return null;
  }
  const { numberTexts, property } = field;
  const given = numberTexts === null ? value : restoredNumber(row, property, value, numberTexts);
  return field.encode(given);
}

/** Returns the error with the field, if it is the refusal of a value. */
export function refusalOfField(field: RowField, error: unknown): unknown {
  if (!(error instanceof ValueRefusal)) return error;
  return new RowRefusal(field.property, error.code, error.message);
}
