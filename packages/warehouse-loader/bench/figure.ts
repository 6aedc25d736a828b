import { median } from './measure.js';

/** A measured figure, and its limit. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly measured: number;
  /** The least and the largest value of the rounds, if there was more than one. */
  readonly lowest?: number;
  readonly highest?: number;
  /** The limit, if there is one. */
  readonly atMost?: number;
}

/** What is measured, in which unit, and its limit. */
export type Named = Pick<Figure, 'what' | 'unit' | 'atMost'>;

/** The median of the values of all rounds, with the least and the largest. */
export function figureOf(named: Named, values: readonly number[]): Figure {
  const measured = median(values);
  if (values.length < 2) return { ...named, measured };
  return { ...named, measured, lowest: Math.min(...values), highest: Math.max(...values) };
}

/** Durations in milliseconds, as seconds. */
export function secondsFigure(what: string, durations: readonly number[]): Figure {
  return figureOf(
    { what, unit: 's' },
    durations.map((ms) => ms / 1000),
  );
}

/** The ratios, round by round, of the durations of two subjects. */
export function ratioFigure(
  named: Named,
  longer: readonly number[],
  shorter: readonly number[],
): Figure {
  return figureOf(
    named,
    longer.map((ms, round) => ms / (shorter[round] ?? NaN)),
  );
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
          measured: rounded(figure.measured),
          lowest: figure.lowest === undefined ? '' : rounded(figure.lowest),
          highest: figure.highest === undefined ? '' : rounded(figure.highest),
          unit: figure.unit,
          verdict: figure.atMost === undefined ? '' : isWithinLimit(figure) ? 'within' : 'OVER',
        },
      ]),
    ),
  );
}

const rounded = (value: number): number => Number(value.toPrecision(3));
