import type { TableColumn } from '../../catalog/table-catalog.js';
import type { TargetColumn } from '../../catalog/target.js';
import type { TextSetting } from '../session/text-setting.js';
import { createValueEncoder, isJson, isMappedByDrizzle } from '../value-encoder.js';
import { arrayWriter } from './array-writer.js';
import type { BinaryWriter } from './binary-writer.js';
import { momentWriter, writeDate } from './time/write-time.js';
import { writeBoolean, writeBytes, writeUuid } from './write-bytes.js';
import { decimalWriter } from './write-decimal.js';
import { writeFloat4, writeFloat8 } from './write-float.js';
import { writeInt2, writeInt4, writeInt8 } from './write-integer.js';
import { jsonbWriter, jsonWriter, textWriter } from './write-text.js';

/** The types of elements that are written, with their identifiers, which are fixed. */
const oids: Readonly<Record<string, number>> = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  json: 114,
  float4: 700,
  float8: 701,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
};

/** The types whose values are texts. */
const texts: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'json', 'jsonb']);

/** The modifier of a `varchar(n)` or `char(n)` is larger than its length by this. */
const lengthOffset = 4;

/**
 * Creates the writer of the values of a column in the binary format of COPY; null for a type that is
 * written as text only.
 */
export function binaryWriterOf(target: TargetColumn, reading: TextSetting): BinaryWriter | null {
  const { column, model } = target;
  if (model !== null && isMappedByDrizzle(model, column)) return null;
  const { elementType, baseType } = column;
  // A type of the same name in another schema has another format.
  if (elementType === null) {
    return isBuiltIn(column, baseType) ? writerOf(target, baseType, reading) : null;
  }
  const oid = oids[elementType];
  if (oid === undefined || !isBuiltIn(column, `_${elementType}`)) return null;
  const element = { ...column, baseType: elementType, elementType: null, refusesEmpty: false };
  // drizzle maps arrays as a whole; whether texts are JSON depends on it.
  const own = { ...target, column: element, model: isJson(elementType) ? model : null };
  const write = writerOf(own, elementType, reading);
  // A text within an array is JSON, and a string of JSON values is not.
  return write === null ? null : arrayWriter({ oid, write, takesTexts: !isJson(elementType) });
}

/** The server quotes names that are keywords. */
const isBuiltIn = ({ castName }: TableColumn, name: string): boolean =>
  castName.replaceAll('"', '') === `pg_catalog.${name}`;

function writerOf(target: TargetColumn, type: string, reading: TextSetting): BinaryWriter | null {
  const { modifier } = target.column;
  const { encoding } = reading;
  // The server refuses characters of a line of text without its column.
  if (encoding.characters === null && texts.has(type)) return null;
  switch (type) {
    case 'bool':
      return writeBoolean;
    case 'bytea':
      return writeBytes;
    case 'int2':
      return writeInt2;
    case 'int4':
      return writeInt4;
    case 'int8':
      return writeInt8;
    case 'float4':
      return writeFloat4;
    case 'float8':
      return writeFloat8;
    case 'numeric':
      return decimalWriter(modifier);
    case 'uuid':
      return writeUuid;
    case 'date':
      return writeDate;
    case 'timestamp':
    case 'timestamptz':
      return momentWriter(type, modifier, reading);
    case 'text':
    case 'varchar':
    case 'bpchar': {
      const limit = modifier < 0 ? Number.POSITIVE_INFINITY : modifier - lengthOffset;
      return textWriter({ encoding, encode: createValueEncoder(target, reading) }, limit);
    }
    case 'json':
      return jsonWriter({ encoding, encode: createValueEncoder(target, reading) });
    case 'jsonb':
      return jsonbWriter({ encoding, encode: createValueEncoder(target, reading) });
    default:
      return null;
  }
}
