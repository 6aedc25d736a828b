/** A measured figure beside its target. */
export interface Figure {
  readonly what: string;
  readonly target: string;
  readonly measured: number;
  readonly unit: string;
  readonly isMet: boolean;
}

/** Returns a figure that must be at least, or at most, its target. */
export function figure(
  what: string,
  measured: number,
  unit: string,
  target: { readonly atLeast: number } | { readonly atMost: number },
): Figure {
  const isMinimum = 'atLeast' in target;
  const limit = isMinimum ? target.atLeast : target.atMost;
  const isMet = isMinimum ? measured >= limit : measured <= limit;
  return { what, target: `${isMinimum ? '≥' : '≤'} ${limit}`, measured, unit, isMet };
}

/** Prints figures as a table, with a verdict. */
export function printFigures(figures: readonly Figure[]): void {
  console.table(
    figures.map(({ what, target, measured, unit, isMet }) => ({
      what,
      target,
      measured: Number(measured.toPrecision(3)),
      unit,
      verdict: isMet ? 'met' : 'NOT MET',
    })),
  );
}

/** Returns the middle one of some numbers. */
export function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
