import type { WireDay } from '../../../src/wire/overview.js';

/** A bar of a day: its parts in percent of the height of the plot. */
export interface Bar {
  readonly day: WireDay;
  readonly loaded: number;
  readonly rejected: number;
}

/** The bars of days, and the number of rows at the top of the plot. */
export interface Bars {
  readonly bars: readonly Bar[];
  readonly top: number;
}

/** Computes the bars; a day with any rows has a bar that can be seen. */
export function barsOf(days: readonly WireDay[]): Bars {
  const top = roundUp(Math.max(1, ...days.map(({ loaded, rejected }) => loaded + rejected)));
  const height = (rows: number): number => (rows === 0 ? 0 : Math.max(1.5, (rows / top) * 100));
  return {
    top,
    bars: days.map((day) => ({
      day,
      loaded: height(day.loaded),
      rejected: height(day.rejected),
    })),
  };
}

/** Returns the next number of 1, 2 or 5 with zeros: the top of a scale. */
export function roundUp(count: number): number {
  const ten = 10 ** Math.floor(Math.log10(count));
  const step = [1, 2, 5, 10].find((factor) => factor * ten >= count) ?? 10;
  return step * ten;
}
