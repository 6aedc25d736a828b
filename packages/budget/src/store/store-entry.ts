import { createHash } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';

/** Longest key that is stored as it is, in characters. */
const longestKey = 200;
/** A hundred years. */
const longestTtlMs = 3_155_760_000_000;

/**
 * Returns the key under which a store keeps an entry: a key of more than 200 characters is replaced by
 * its SHA-256.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export function storedKey(key: string): string {
  if (!isStorable(key) || key === '') throw entryInvalid('its key is empty, or no valid text');
  const isHash = key.startsWith('sha256:');
  return key.length <= longestKey && !isHash
    ? key
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** @throws WdhError `BUDGET_OPTION_INVALID` for a value that not every store could keep. */
export function checkValue(value: string): void {
  if (!isStorable(value)) {
    throw entryInvalid('its value contains NUL, or half of a surrogate pair. Store JSON');
  }
}

/**
 * Returns whole milliseconds, rounded up.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export function checkTtl(ttlMs: number): number {
  if (!(ttlMs > 0 && ttlMs <= longestTtlMs)) {
    throw entryInvalid('its ttlMs must be more than 0, and at most a hundred years');
  }
  return Math.ceil(ttlMs);
}

/** PostgreSQL stores no NUL, and UTF-8 no half of a surrogate pair. */
const isStorable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

function entryInvalid(problem: string): WdhError {
  return new WdhError(`An entry of the store is invalid: ${problem}.`, {
    code: 'BUDGET_OPTION_INVALID',
    category: 'usage',
  });
}
