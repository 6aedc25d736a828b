import type { ValueKind } from './plot-values.js';

/** The range of an axis, and the values that are written at it. */
export interface PlotScale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const dayMs = 86_400_000;
const niceSteps = [1, 2, 2.5, 5, 10];
const timeSteps = [
  1_000,
  10_000,
  60_000,
  600_000,
  3_600_000,
  6 * 3_600_000,
  ...[1, 2, 7, 14, 30, 91, 182, 365, 730, 1825, 3650, 18_250].map((days) => days * dayMs),
];
const mostTicks = 5;

/** Returns an axis for values, with three to seven ticks at round numbers. */
export function plotScale(values: readonly (number | null)[], kind: ValueKind): PlotScale {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { from: 0, to: 1, ticks: [0, 1] };
  const [least, most] = [least0(known, kind), Math.max(...known)];
  const isTime = kind === 'day' || kind === 'time';
  const spread = most - least;
  const room = isTime ? dayMs : Math.abs(most) || 1;
  const step = stepOf(spread === 0 ? room / 2 : spread / mostTicks, kind);
  const from = Math.floor(least / step) * step;
  const end = Math.ceil(most / step) * step;
  // One value alone needs a range.
  const to = end > from ? end : from + step;
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => rounded(from + at * step, step));
  return { from, to, ticks };
}

/** Counts and shares begin at 0 where that leaves the differences visible, amounts always. */
function least0(values: readonly number[], kind: ValueKind): number {
  const least = Math.min(...values);
  if (kind === 'day' || kind === 'time' || least < 0) return least;
  const most = Math.max(...values);
  if (kind === 'amount') return 0;
  return least <= most * 0.7 || least === most ? 0 : least;
}

function stepOf(least: number, kind: ValueKind): number {
  if (kind === 'day' || kind === 'time') {
    const steps = kind === 'day' ? timeSteps.filter((step) => step >= dayMs) : timeSteps;
    return steps.find((step) => step >= least) ?? least;
  }
  const size = 10 ** Math.floor(Math.log10(least));
  return (niceSteps.find((step) => step * size >= least * 0.999) ?? 10) * size;
}

/** Without the noise of binary numbers: 0.1 + 0.2 is 0.3. */
function rounded(value: number, step: number): number {
  return Number(
    value.toPrecision(Math.max(12, Math.ceil(Math.log10(Math.abs(value / step) || 1)))),
  );
}
