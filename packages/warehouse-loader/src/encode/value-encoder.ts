import { Column } from 'drizzle-orm';
import type { TableColumn } from '../target/table-catalog.js';
import type { TargetColumn } from '../target/target.js';
import { arrayText } from './encode-array.js';
import { decimalText, floatText, integerText } from './encode-number.js';
import { jsonText } from './encode-json.js';
import { dateText, momentText, timestampText } from './encode-time.js';
import { ruleOfColumn, ruleOfElement } from './rules/rule-of-column.js';
import type { TextRule } from './rules/text-rule.js';
import { wrongType } from './value-refusal.js';

/** Writes a value, never null, as the text that PostgreSQL reads for its type, not yet escaped. */
export type ValueEncoder = (value: unknown) => string;

/** Writes a value that is no string. */
type ValueText = (value: unknown) => string;

const booleanText: ValueText = (value) => {
  if (typeof value !== 'boolean') throw wrongType(value, 'a boolean');
  return value ? 't' : 'f';
};

const bytesText: ValueText = (value) => {
  if (!(value instanceof Uint8Array)) throw wrongType(value, 'a Uint8Array');
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
};

/** Texts are left to the server, as are numbers and booleans, which read the same everywhere. */
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

/** Types whose text is the same in JSON, so that a string needs no look. */
const isJson = (type: string): boolean => type === 'json' || type === 'jsonb';

/**
 * Makes the encoder of a column, once for all its values.
 *
 * A string is handed to the server as it is, whatever the type: the server reads it or refuses it,
 * and what it would change in silence is refused here; so is a string within an array. Only JSON of
 * a drizzle table takes it for a JSON string, as drizzle does.
 */
export function createValueEncoder({ column, model }: TargetColumn): ValueEncoder {
  const { baseType, elementType } = column;
  const text = elementType === null ? textOfType(baseType) : textOfArray(column, model);
  const checked = createTextCheck(ruleOfColumn(column));
  const takesStrings = model === null || !isJson(baseType);
  // The elements of an array are checked one by one.
  const checkedOwn = elementType === null ? checked : unchecked;
  const encode: ValueEncoder = (value) =>
    typeof value === 'string' && takesStrings ? checked(value) : checkedOwn(text(value));
  if (model === null || !isMappedByDrizzle(model, column)) return encode;
  return (value) => {
    const mapped: unknown = model.mapToDriverValue(value);
    return typeof mapped === 'string' ? checked(mapped) : encode(mapped);
  };
}

const unchecked = (text: string): string => text;

/** A text that is plain needs one look, any other the whole check. */
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

function textOfArray(column: TableColumn, model: Column | null): ValueText {
  const { elementType } = column;
  const text = textOfType(elementType ?? '');
  const rule = ruleOfElement(column);
  const takesStrings = model === null || !isJson(elementType ?? '');
  const elementText = (element: unknown): string => {
    const written = typeof element === 'string' && takesStrings ? element : text(element);
    if (rule !== null && rule.plain?.test(written) !== true) rule.check(written);
    return written;
  };
  return (value) => arrayText(value, elementText);
}

/** drizzle maps custom types, points, vectors and the like; what we know we write ourselves. */
function isMappedByDrizzle(model: Column, { baseType, elementType }: TableColumn): boolean {
  if (model.mapToDriverValue === Column.prototype.mapToDriverValue) return false;
  if (model.columnType === 'PgCustomColumn') return true;
  return elementType === null && !Object.hasOwn(textByType, baseType);
}
