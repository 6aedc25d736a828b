import { wouldChange, wrongType } from './refusal/value-refusal.js';

/**
 * Writes an array as a text that PostgreSQL reads, nested arrays included.
 *
 * @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT
 */
export function arrayText(value: unknown, elementText: (element: unknown) => string): string {
  if (!Array.isArray(value)) throw wrongType(value, 'an array');
  // Unlike `map`, this visits holes, which become NULL.
  const elements = Array.from(value, (element: unknown): string => {
    if (element === null || element === undefined) return 'NULL';
    if (Array.isArray(element)) return nestedText(element, elementText);
    return `"${elementText(element).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(',')}}`;
}

/** PostgreSQL has no empty array within another, and would read the whole as an empty array. */
function nestedText(
  elements: readonly unknown[],
  elementText: (element: unknown) => string,
): string {
  if (elements.length === 0) throw wouldChange('an array that contains an empty array');
  return arrayText(elements, elementText);
}
