import { encodeText } from '../../values/encode-text.js';

/** A null among the elements of an array. */
export const nullElement = 'NULL';

/**
 * Writes a text as PostgreSQL reads the element of an array.
 *
 * @throws ValueRefusal `TEXT_HAS_NUL` or `TEXT_NOT_UNICODE`.
 */
export function arrayElement(text: string | null): string {
  if (text === null) return nullElement;
  // For what it refuses; the escapes of COPY are not those of arrays.
  const isEscaped = encodeText(text) !== text || text.includes('"');
  return isEscaped ? `"${text.replace(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`;
}

/** Writes elements as PostgreSQL reads an array. */
export function arrayOf(elements: readonly string[]): string {
  return `{${elements.join(',')}}`;
}
