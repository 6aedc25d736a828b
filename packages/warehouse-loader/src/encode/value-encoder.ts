import { Column } from 'drizzle-orm';
import type { TableColumn } from '../target/table-catalog.js';
import type { TargetColumn } from '../target/target.js';
import { arrayText } from './encode-array.js';
import { decimalText, floatText, integerText } from './encode-number.js';
import { encodeText } from './encode-text.js';
import { dateText, timestampText } from './encode-time.js';
import { wrongType } from './value-refusal.js';

/** Writes a value, never null, as one field of COPY's text format. */
export type ValueEncoder = (value: unknown) => string;

/** Writes a value as the text that PostgreSQL reads for its type, not yet escaped. */
type ValueText = (value: unknown) => string;

const booleanText: ValueText = (value) => {
  if (typeof value !== 'boolean') throw wrongType(value, 'a boolean');
  return value ? 't' : 'f';
};

const bytesText: ValueText = (value) => {
  if (!(value instanceof Uint8Array)) throw wrongType(value, 'a Uint8Array');
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
};

const jsonText: ValueText = (value) => {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A bigint or a circle: the message of the exception would quote property names.
  }
  if (text === undefined) throw wrongType(value, 'a value that JSON can hold');
  return text;
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
  float4: floatText,
  float8: floatText,
  numeric: decimalText,
  json: jsonText,
  jsonb: jsonText,
  bytea: bytesText,
  date: dateText,
  timestamp: timestampText,
  timestamptz: timestampText,
};

/** Types whose text is the same in JSON, so that a string needs no look. */
const isJson = (type: string): boolean => type === 'json' || type === 'jsonb';

/**
 * Makes the encoder of a column, once for all its values.
 *
 * A string is handed to the server as it is, whatever the type: the server reads it or refuses it.
 * Only a JSON column of a drizzle table takes it for a JSON string, as drizzle does.
 */
export function createValueEncoder({ column, model }: TargetColumn): ValueEncoder {
  const { baseType, elementType } = column;
  const text = elementType === null ? textOfType(baseType) : textOfArray(elementType);
  const isMapped = model !== null && isMappedByDrizzle(model, column);
  const takesStrings = model === null || !isJson(baseType);
  const encode: ValueEncoder = (value) =>
    typeof value === 'string' && takesStrings ? encodeText(value) : encodeText(text(value));
  if (!isMapped) return encode;
  return (value) => {
    const mapped: unknown = model.mapToDriverValue(value);
    return typeof mapped === 'string' ? encodeText(mapped) : encode(mapped);
  };
}

function textOfType(type: string): ValueText {
  return (Object.hasOwn(textByType, type) ? textByType[type] : undefined) ?? plainText;
}

function textOfArray(elementType: string): ValueText {
  const text = textOfType(elementType);
  const elementText: ValueText = isJson(elementType)
    ? text
    : (element) => (typeof element === 'string' ? element : text(element));
  return (value) => arrayText(value, elementText);
}

/** drizzle maps custom types, points, vectors and the like; what we know we write ourselves. */
function isMappedByDrizzle(model: Column, { baseType, elementType }: TableColumn): boolean {
  if (model.mapToDriverValue === Column.prototype.mapToDriverValue) return false;
  if (model.columnType === 'PgCustomColumn') return true;
  return elementType === null && !Object.hasOwn(textByType, baseType);
}
