import { randomUUID } from 'node:crypto';
import { JsonNumber } from '@wdh/pipeline-core';

/** No value of a row begins so, because it is different in each process. */
const mark = `\0${randomUUID()}:`;
const writtenMark = JSON.stringify(mark).slice(1, -1);
const writtenNumber = new RegExp(`"\\\\u0000${mark.slice(1)}([^"]*)"`, 'g');

/** @see https://www.rfc-editor.org/rfc/rfc8259 (section 6) */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Strings, which are left alone, and numbers. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
const mayHaveNumber = /[[:,]-?\d/;

/**
 * Writes any value as JSON, a `JsonNumber` with all its digits and a bigint as a string. NUL and
 * lone surrogates are escaped. A value that has no JSON, such as a circular one, becomes the name of
 * its type.
 */
export function recordJson(value: unknown): string {
  try {
    const text = JSON.stringify(
      value ?? null,
      function write(this: Readonly<Record<string, unknown>>, key: string, part: unknown) {
        // `part` is what `toJSON` returned, which Node.js writes as a string up to version 20.
        const given = this[key];
        if (given instanceof JsonNumber && jsonNumber.test(given.text)) {
          return mark + given.text;
        }
        return typeof part === 'bigint' ? part.toString() : part;
      },
    );
    return text.includes(writtenMark) ? text.replaceAll(writtenNumber, '$1') : text;
  } catch {
    return JSON.stringify(Object.prototype.toString.call(value));
  }
}

/**
 * Reads what {@link recordJson} wrote. A number that JavaScript would write in another form becomes a
 * `JsonNumber`.
 */
export function parseRecordJson(text: string): unknown {
  if (!mayHaveNumber.test(text)) return JSON.parse(text);
  const marked = text.replaceAll(stringOrNumber, (part) => {
    if (part.startsWith('"') || !JsonNumber.isNeededFor(part)) return part;
    return JSON.stringify(mark + part);
  });
  if (marked === text) return JSON.parse(text);
  return JSON.parse(marked, (_, part: unknown) =>
    typeof part === 'string' && part.startsWith(mark)
      ? new JsonNumber(part.slice(mark.length))
      : part,
  );
}
