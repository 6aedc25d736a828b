/** A measured figure, beside its target if it has one. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly atMost?: number;
}

/** Prints figures as a table, with a verdict. */
export function printFigures(figures: readonly Figure[]): void {
  console.table(
    figures.map(({ what, measured, unit, atMost }) => ({
      what,
      target: atMost === undefined ? '' : `≤ ${atMost}`,
      measured: Number(measured.toPrecision(3)),
      unit,
      verdict: atMost === undefined ? '' : measured <= atMost ? 'met' : 'NOT MET',
    })),
  );
}

/** Returns the smallest number that a share of some numbers, from 0 to 1, does not exceed. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
