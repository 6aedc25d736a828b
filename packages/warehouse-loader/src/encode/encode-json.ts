import { ValueRefusal, wouldChange, wrongType } from './value-refusal.js';

const expected = 'a value that JSON can hold';

/**
 * Writes a value as JSON.
 *
 * It would turn NaN, infinity and an invalid Date into null, as it would a function or undefined in an
 * array; a `Map` or a `Set` into an empty object; and it would drop a function in an object: all are
 * refused. Only properties that are undefined are left out.
 */
export function jsonText(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    // Cheaper than a replacer, which would be called for each part.
    checkPart(value);
    if (text !== undefined) return text;
  } catch (error) {
    if (error instanceof ValueRefusal) throw error;
    // A bigint, a circle or too deep: the message of the exception would quote property names.
  }
  throw wrongType(value, expected);
}

function checkPart(part: unknown): void {
  if (typeof part === 'object') {
    if (part !== null) checkParts(part);
  } else if (typeof part === 'number') {
    if (!Number.isFinite(part)) throw wouldChange('a number that JSON cannot hold');
  } else if (part === undefined || typeof part === 'function' || typeof part === 'symbol') {
    throw wrongType(part, expected);
  }
}

function checkParts(whole: object): void {
  if (Array.isArray(whole)) {
    // Unlike Object.values, this meets the holes, which become null.
    for (const part of whole) checkPart(part);
    return;
  }
  if (whole instanceof Date && Number.isNaN(whole.getTime())) throw wouldChange('an invalid Date');
  if ('toJSON' in whole && typeof whole.toJSON === 'function') return;
  if (whole instanceof Map || whole instanceof Set) {
    throw wouldChange('a Map or a Set, which JSON cannot hold');
  }
  for (const part of Object.values(whole)) if (part !== undefined) checkPart(part);
}
