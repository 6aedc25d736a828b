import type { StoredReject } from '@wdh/runs';

/** What is shown instead of a value. */
const mask = '•••';
/** Deeper objects are masked as a whole. */
const mostLevels = 20;

/**
 * Returns a rejected row without its values: the columns of its record stay, and its structure. The
 * names inside a value are masked too, because JSON may have data there.
 */
export function maskedReject(reject: StoredReject): StoredReject {
  return { ...reject, input: maskedRecord(reject.input), record: maskedRecord(reject.record) };
}

function maskedRecord(record: unknown): unknown {
  if (record === null || record === undefined) return record;
  if (typeof record !== 'object' || Array.isArray(record)) return masked(record, mostLevels);
  const cells = Object.entries(record);
  return Object.fromEntries(cells.map(([column, value]) => [column, masked(value, mostLevels)]));
}

function masked(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels === 0) return mask;
  if (Array.isArray(value)) return value.map((item) => masked(item, levels - 1));
  const values: readonly unknown[] = Object.values(value);
  return Object.fromEntries(
    values.map((item, index) => [`${mask} ${index + 1}`, masked(item, levels - 1)]),
  );
}
