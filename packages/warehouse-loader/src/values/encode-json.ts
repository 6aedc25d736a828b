import { JsonNumber } from '@wdh/pipeline-core';
import { ValueRefusal, wouldChange, wrongType } from './refusal/value-refusal.js';

const expected = 'a value that JSON can represent';

/**
 * Writes a value as JSON.
 *
 * Refuses what `JSON.stringify` would change: NaN, infinity, an invalid Date, and a function or
 * undefined in an array, which become null; a `Map` or a `Set`, which become an empty object; and a
 * function in an object, which is dropped. Properties that are undefined are omitted. A `JsonNumber`
 * keeps its digits.
 */
export function jsonText(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    // Cheaper than a replacer, which would be called for each part.
    const isExact = checkPart(value);
    if (text !== undefined) return isExact ? text : exactText(value);
  } catch (error) {
    if (error instanceof ValueRefusal) throw error;
    // A bigint, a circular reference or too deep: the message of the exception would quote property
    // names.
  }
  throw wrongType(value, expected);
}

/** Returns false if a part is a `JsonNumber`, which `JSON.stringify` may write as a string. */
function checkPart(part: unknown): boolean {
  if (typeof part === 'object') {
    return part === null || (!(part instanceof JsonNumber) && checkParts(part));
  }
  if (typeof part === 'number') {
    if (!Number.isFinite(part)) throw wouldChange('a number that JSON cannot represent');
  } else if (part === undefined || typeof part === 'function' || typeof part === 'symbol') {
    throw wrongType(part, expected);
  }
  return true;
}

function checkParts(whole: object): boolean {
  let isExact = true;
  if (Array.isArray(whole)) {
    // Unlike Object.values, this visits holes, which become null.
    for (const part of whole) isExact = checkPart(part) && isExact;
    return isExact;
  }
  if (whole instanceof Date && Number.isNaN(whole.getTime())) throw wouldChange('an invalid Date');
  if (writesItself(whole)) return true;
  if (whole instanceof Map || whole instanceof Set) {
    throw wouldChange('a Map or a Set, which JSON cannot represent');
  }
  for (const part of Object.values(whole)) {
    if (part !== undefined) isExact = checkPart(part) && isExact;
  }
  return isExact;
}

/** A document may have a property of that name that is not a method. */
function writesItself(part: object): boolean {
  return 'toJSON' in part && typeof part.toJSON === 'function';
}

/** Writes a value that {@link checkPart} has accepted, a `JsonNumber` by its text. */
function exactText(part: unknown): string {
  if (part instanceof JsonNumber) return part.text;
  if (Array.isArray(part)) return `[${part.map(exactText).join(',')}]`;
  if (typeof part !== 'object' || part === null || writesItself(part)) return JSON.stringify(part);
  const properties = Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${exactText(value)}`);
  return `{${properties.join(',')}}`;
}
