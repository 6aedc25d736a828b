/**
 * Estimates the number of distinct values of a column from a sample, as PostgreSQL's ANALYZE does.
 *
 * Exact if the sample contains every value.
 *
 * @param hashes - Hashes of the values in the sample; sorted in place.
 * @param values - Total number of values.
 * @see Haas, P. J., Stokes, L.: Estimating the Number of Classes in a Finite Population, 1998 (Duj1).
 */
export function estimateDistinct(hashes: Uint32Array, values: number): number {
  const sampled = hashes.length;
  if (sampled === 0) return 0;
  hashes.sort();
  let distinct = 0;
  let single = 0;
  let run = 0;
  for (let index = 0; index < sampled; index += 1) {
    run += 1;
    if (index + 1 < sampled && hashes[index] === hashes[index + 1]) continue;
    distinct += 1;
    if (run === 1) single += 1;
    run = 0;
  }
  const estimate = (sampled * distinct) / (sampled - single + (single * sampled) / values);
  return Math.round(Math.min(Math.max(estimate, distinct), values));
}

/** The constants of FNV-1a. */
const [basis, prime] = [0x811c9dc5 | 0, 0x01000193];

const zero = 0x30;

/**
 * Hashes a value to 32 bits, never 0 (FNV-1a); 0 for a value without a short text, such as an
 * object.
 */
export function hashOf(value: unknown): number {
  if (typeof value === 'number' && value === (value | 0) && value > 0) return hashOfDigits(value);
  const text = textOf(value);
  if (text === null) return 0;
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), prime);
  }
  return hash >>> 0 || 1;
}

/** Hashes the digits of a whole number as those of its text, which need not be made. */
function hashOfDigits(number: number): number {
  let power = 1;
  while (number >= power * 10) power *= 10;
  let hash = basis;
  for (let rest = number; power >= 1; power = Math.trunc(power / 10)) {
    const digit = Math.trunc(rest / power);
    hash = Math.imul(hash ^ (zero + digit), prime);
    rest -= digit * power;
  }
  return hash >>> 0 || 1;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  return value instanceof Date ? String(value.getTime()) : null;
}
