/** Fields of an interval, from the coarsest to the finest. */
export const intervalFields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** Names a field of an interval. */
export type IntervalField = (typeof intervalFields)[number];

const units: readonly (readonly [pattern: RegExp, field: IntervalField, isExact: boolean])[] = [
  [
    /^(?:y|yrs?|years?|dec|decs|decades?|c|cent|century|centuries|mil|mils|millenni(?:um|a))$/i,
    'year',
    false,
  ],
  [/^(?:mon|mons|months?)$/i, 'month', false],
  [/^(?:w|weeks?|d|days?)$/i, 'day', true],
  [/^(?:h|hrs?|hours?)$/i, 'hour', true],
  [/^(?:m|mins?|minutes?)$/i, 'minute', true],
  [/^(?:s|secs?|seconds?)$/i, 'second', true],
];

const shorter =
  /^(?:(?<milli>ms|msecs?|mseconds?|milliseconds?|millisecon)|us|usecs?|useconds?|microseconds?|microsecon)$/i;

/** The meaning of a unit of an interval. */
export interface IntervalUnit {
  readonly field: IntervalField;
  /** Digits of a second before the point of a number with this unit. */
  readonly secondDigits: number;
  /** Whether a fraction of it has a fixed length; false for a month. */
  readonly isExact: boolean;
}

/** Returns the meaning of a unit of PostgreSQL's intervals; null for an unknown unit. */
export function intervalUnit(word: string): IntervalUnit | null {
  const small = shorter.exec(word);
  if (small !== null) {
    const secondDigits = small.groups?.['milli'] === undefined ? 6 : 3;
    return { field: 'second', secondDigits, isExact: true };
  }
  const found = units.find(([pattern]) => pattern.test(word));
  return found === undefined ? null : { field: found[1], secondDigits: 0, isExact: found[2] };
}
