/** A measured figure, and its limit. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  /** The limit, if there is one. */
  readonly atMost?: number;
}

/** Whether the figure is within its limit. */
export function isWithinLimit({ measured, atMost = Infinity }: Figure): boolean {
  return measured <= atMost;
}

/** Prints figures as a table, with a verdict. */
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
