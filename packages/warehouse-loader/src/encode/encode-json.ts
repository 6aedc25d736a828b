import { wouldChange, wrongType } from './value-refusal.js';

/**
 * Writes a value as JSON.
 *
 * JSON has no NaN and no infinity, and would turn them into null, and a `Map` or a `Set` into an
 * empty object: all are refused.
 */
export function jsonText(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A bigint or a circle: the message of the exception would quote property names.
  }
  if (text === undefined) throw wrongType(value, 'a value that JSON can hold');
  // Only these two show that something may have been lost.
  if (text.includes('null') || text.includes('{}')) checkParts(value);
  return text;
}

function checkParts(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw wouldChange('a number that JSON cannot hold');
  }
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return;
  if (value instanceof Map || value instanceof Set) {
    throw wouldChange('a Map or a Set, which JSON cannot hold');
  }
  for (const part of Object.values(value)) checkParts(part);
}
