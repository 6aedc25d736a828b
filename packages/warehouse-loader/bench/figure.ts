/** Something measured, and how much it may be. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  /** Where it has a limit. */
  readonly atMost?: number;
}

/** Whether the figure is within its limit. */
export function isWithinLimit({ measured, atMost = Infinity }: Figure): boolean {
  return measured <= atMost;
}

/** Prints figures as a table, the verdict in words. */
export function printFigures(figures: readonly Figure[]): void {
  console.table(
    Object.fromEntries(
      figures.map((figure) => [
        figure.what,
        {
          limit: figure.atMost ?? '',
          measured: Number(figure.measured.toPrecision(3)),
          unit: figure.unit,
          verdict: figure.atMost === undefined ? '' : isWithinLimit(figure) ? 'within' : 'OVER',
        },
      ]),
    ),
  );
}
