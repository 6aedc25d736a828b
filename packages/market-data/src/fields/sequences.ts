const largest = '9223372036854775807';
const wholeNumber = /^(?:0|[1-9]\d{0,18})$/;

/** Returns whether a value is a whole number as text that PostgreSQL's bigint holds, from 0. */
export function isSequence(value: unknown): value is string {
  if (typeof value !== 'string' || !wholeNumber.test(value)) return false;
  return value.length < largest.length || value <= largest;
}
