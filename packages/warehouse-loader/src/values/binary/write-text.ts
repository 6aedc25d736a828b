import { type DatabaseEncoding, hasAllCharacters } from '@wdh/postgres';
import { ValueRefusal } from '../refusal/value-refusal.js';
import type { ValueEncoder } from '../value-encoder.js';
import type { BinaryWriter } from './binary-writer.js';

/** The texts of a column. */
export interface WrittenTexts {
  readonly encoding: DatabaseEncoding;
  /** Writes a value that is not a string. */
  readonly encode: ValueEncoder;
}

/**
 * Creates the writer of a `text`, `varchar` or `char`.
 *
 * @param limit - Most characters; `Infinity` for any number.
 */
export function textWriter({ encoding, encode }: WrittenTexts, limit: number): BinaryWriter {
  const isStorable = storable(encoding);
  return (value, tuples) => {
    const text = typeof value === 'string' ? value : textOf(value, encode);
    if (text === null) return false;
    // A character has one or two units.
    if (text.length > limit && (text.length > 2 * limit || Array.from(text).length > limit))
      return false;
    return tuples.addText(text, isStorable);
  };
}

/** Creates the writer of a `json`, which is its text. */
export function jsonWriter({ encoding, encode }: WrittenTexts): BinaryWriter {
  const isStorable = storable(encoding);
  return (value, tuples) => {
    const text = textOf(value, encode);
    return text !== null && tuples.addText(text, isStorable);
  };
}

/** The version of the server's format of `jsonb`. */
const jsonbVersion = 1;

/** Creates the writer of a `jsonb`: a version, and its text. */
export function jsonbWriter(texts: WrittenTexts): BinaryWriter {
  const write = jsonWriter(texts);
  return (value, tuples) => {
    const start = tuples.at;
    tuples.makeRoom(5);
    // The text is written behind the version, with its own length, which is then moved before it.
    tuples.at = start + 1;
    if (!write(value, tuples)) return false;
    const { view } = tuples;
    view.setInt32(start, view.getInt32(start + 1) + 1);
    view.setUint8(start + 4, jsonbVersion);
    return true;
  };
}

function storable(encoding: DatabaseEncoding): ((text: string) => boolean) | null {
  return encoding.characters === 'all' ? null : (text) => hasAllCharacters(text, encoding);
}

/** Null for a value that the column does not take; it is refused when it is written as text. */
function textOf(value: unknown, encode: ValueEncoder): string | null {
  try {
    return encode(value);
  } catch (error) {
    if (error instanceof ValueRefusal) return null;
    throw error;
  }
}
