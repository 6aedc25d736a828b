import { JsonNumber } from '@wdh/pipeline-core';
import { Column } from 'drizzle-orm';
import type { TableColumn } from '../catalog/table-catalog.js';
import type { TargetColumn } from '../catalog/target.js';
import { checkCharacters } from './check-characters.js';
import { arrayText } from './encode-array.js';
import { jsonText } from './encode-json.js';
import { decimalText, floatText, integerText } from './encode-number.js';
import { dateText, momentText, timestampText } from './encode-time.js';
import { wrongType } from './refusal/value-refusal.js';
import { ruleOfColumn, ruleOfElement } from './rules/rule-of-column.js';
import type { TextRule } from './rules/text-rule.js';
import type { TextSetting } from './session/text-setting.js';

/** Writes a non-null value as the text that PostgreSQL reads for its type, not yet escaped. */
export type ValueEncoder = (value: unknown) => string;

/** Writes a value that is not a string. */
type ValueText = (value: unknown) => string;

const booleanText: ValueText = (value) => {
  if (typeof value !== 'boolean') throw wrongType(value, 'a boolean');
  return value ? 't' : 'f';
};

const bytesText: ValueText = (value) => {
  if (!(value instanceof Uint8Array)) throw wrongType(value, 'a Uint8Array');
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
};

/**
 * Texts are passed to the server unchanged, as are numbers and booleans, which are the same
 * everywhere.
 */
const plainText: ValueText = (value) => {
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  throw wrongType(value, 'a text');
};

const textByType: Readonly<Record<string, ValueText>> = {
  bool: booleanText,
  int2: integerText,
  int4: integerText,
  int8: integerText,
  oid: integerText,
  xid: integerText,
  cid: integerText,
  xid8: integerText,
  float4: floatText,
  float8: floatText,
  numeric: decimalText,
  json: jsonText,
  jsonb: jsonText,
  bytea: bytesText,
  date: dateText,
  time: momentText,
  timetz: momentText,
  interval: momentText,
  timestamp: timestampText,
  timestamptz: timestampText,
};

/** Returns whether a type holds JSON. */
export const isJson = (type: string): boolean => type === 'json' || type === 'jsonb';

/** Types for which the encoded texts of non-string values need no check. */
const exactByType: ReadonlySet<string> = new Set([
  'bool',
  'bytea',
  'float4',
  'float8',
  'int2',
  'int4',
  'int8',
  'json',
  'jsonb',
]);

/**
 * Creates the encoder of a column, once for all its values.
 *
 * A string is passed to the server unchanged for any type: the server reads or refuses it. Strings
 * that the server would silently change are refused here, also within an array. A JSON column reads
 * it as a JSON string if it comes from JSON, or if the target is a drizzle table, as drizzle does.
 */
export function createValueEncoder(target: TargetColumn, reading: TextSetting): ValueEncoder {
  const { encoding } = reading;
  const encode = mappedEncoder(target, reading);
  if (encoding.characters === 'all') return encode;
  return (value) => {
    const text = encode(value);
    checkCharacters(text, encoding);
    return text;
  };
}

function mappedEncoder({ column, model }: TargetColumn, reading: TextSetting): ValueEncoder {
  const encode = columnEncoder(column, reading, model === null && !reading.areJsonValues);
  if (model === null || !isMappedByDrizzle(model, column)) return encode;
  const checked = createTextCheck(ruleOfColumn(column, reading));
  return (value) => {
    const mapped: unknown = model.mapToDriverValue(value);
    return typeof mapped === 'string' ? checked(mapped) : encode(mapped);
  };
}

function columnEncoder(
  column: TableColumn,
  reading: TextSetting,
  isJsonText: boolean,
): ValueEncoder {
  const { baseType, elementType } = column;
  const rule = ruleOfColumn(column, reading);
  if (elementType === null) return encoderOf(baseType, rule, isJsonText);
  const element = encoderOf(elementType, ruleOfElement(column, reading), isJsonText);
  const checked = createTextCheck(rule);
  // The elements of an array are checked one by one.
  return (value) => (typeof value === 'string' ? checked(value) : arrayText(value, element));
}

function encoderOf(type: string, rule: TextRule | null, isJsonText: boolean): ValueEncoder {
  const text = textOfType(type);
  const checked = createTextCheck(rule);
  const checkedOwn = exactByType.has(type) ? unchecked : checked;
  const takesStrings = isJsonText || !isJson(type);
  return (value) => {
    if (typeof value === 'string' && takesStrings) return checked(value);
    if (value instanceof JsonNumber && !isJson(type)) return checked(value.text);
    return checkedOwn(text(value));
  };
}

const unchecked = (text: string): string => text;

/** A plain text needs only the fast check, any other the whole check. */
function createTextCheck(rule: TextRule | null): (text: string) => string {
  if (rule === null) return unchecked;
  const { plain } = rule;
  return (text) => {
    if (plain?.test(text) !== true) rule.check(text);
    return text;
  };
}

function textOfType(type: string): ValueText {
  return (Object.hasOwn(textByType, type) ? textByType[type] : undefined) ?? plainText;
}

/**
 * Whether drizzle maps the values of a column: it maps custom types, points, vectors and the like;
 * known types are written by this package.
 */
export function isMappedByDrizzle(model: Column, { baseType, elementType }: TableColumn): boolean {
  if (model.mapToDriverValue === Column.prototype.mapToDriverValue) return false;
  if (model.columnType === 'PgCustomColumn') return true;
  return elementType === null && !Object.hasOwn(textByType, baseType);
}
