import { JsonNumber } from '@wdh/pipeline-core';

/**
 * Returns a value as text without loss; undefined for what has none, such as null, a list, or a whole
 * number beyond 2^53, which has lost digits before.
 */
export function exactText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof JsonNumber) return value.text;
  if (typeof value !== 'number') return undefined;
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : undefined;
}
