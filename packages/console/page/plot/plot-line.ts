import type { PlotScale } from './plot-scale.js';

/** Where a plot is drawn, in px; the margins hold the axes. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point of a plot; null where there is no value. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number | null;
}

/** Returns the places of values: runs stand side by side, however much time is between them. */
export function plotPoints(
  values: readonly (number | null)[],
  scale: PlotScale,
  area: PlotArea,
): readonly PlotPoint[] {
  const width = area.width - area.left - area.right;
  const last = Math.max(1, values.length - 1);
  return values.map((value, at) => ({
    x: round(area.left + (values.length === 1 ? width / 2 : (at / last) * width)),
    y: value === null ? null : round(yOf(value, scale, area)),
  }));
}

/** Returns the height of a value. */
export function yOf(value: number, { from, to }: PlotScale, area: PlotArea): number {
  const height = area.height - area.top - area.bottom;
  return area.top + height * (1 - (value - from) / (to - from));
}

/** Returns the path of a line through points, with a gap where there is no value. */
export function plotLine(points: readonly PlotPoint[]): string {
  let isDrawing = false;
  let path = '';
  for (const { x, y } of points) {
    if (y !== null) path += `${isDrawing ? 'L' : 'M'}${String(x)},${String(y)}`;
    isDrawing = y !== null;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
