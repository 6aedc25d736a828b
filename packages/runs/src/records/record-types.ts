import { JsonNumber, NumberTexts, type SourceValues } from '@wdh/pipeline-core';

/** The type of a value that JSON does not have, or the text of a number in JSON Lines. */
export type ValueType =
  'number text' | 'bigint' | 'Date' | 'undefined' | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** What the JSON of a record does not say about its values. */
export interface RecordTypes {
  /** False if the record cannot be made again from its JSON. Written first: the server looks for it. */
  readonly isExact?: false;
  /** Whether its values are JSON values, as in a batch of rows. */
  readonly areJsonValues?: true;
  /** Whether its numbers were delivered as texts. */
  readonly hasNumberTexts?: true;
  /** Columns with their types. Pairs, because a column may have any name. */
  readonly columns?: readonly (readonly [string, ValueType])[];
}

const numberTexts = new NumberTexts();

/** Returns what to store beside the JSON of a record; null for a record of texts, as of a CSV file. */
export function recordTypesOf(record: object, values: SourceValues | null): RecordTypes | null {
  const columns: [string, ValueType][] = [];
  const hasNumberTexts = values?.numberTexts !== undefined;
  let isExact = true;
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string') {
      const isNumber = hasNumberTexts && numberTexts.wasNumber(record, name, value) === true;
      if (isNumber) columns.push([name, 'number text']);
      continue;
    }
    const type = typeBeside(value);
    if (type !== null) columns.push([name, type]);
    else isExact &&= isJson(value);
  }
  const types: RecordTypes = {
    ...(isExact ? {} : { isExact }),
    ...(values?.areJsonValues === true ? { areJsonValues: true } : {}),
    ...(hasNumberTexts ? { hasNumberTexts } : {}),
    ...(columns.length === 0 ? {} : { columns }),
  };
  return Object.keys(types).length === 0 ? null : types;
}

function typeBeside(value: unknown): ValueType | null {
  if (value === undefined) return 'undefined';
  if (typeof value === 'bigint') return 'bigint';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : 'Date';
  if (typeof value !== 'number') return null;
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return null;
  return value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : 'NaN';
}

/** Deeper than any real document; a circular one has no end. */
const maxDepth = 1_000;

/** Whether JSON has the value, so that reading what was written returns it. */
function isJson(value: unknown, depth = 0): boolean {
  const areJson = (parts: readonly unknown[]): boolean =>
    depth < maxDepth && parts.every((part) => isJson(part, depth + 1));
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (value instanceof JsonNumber) return true;
  if (Array.isArray(value)) return areJson(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    !('toJSON' in value) &&
    areJson(Object.values(value))
  );
}
