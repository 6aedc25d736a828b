/** Points of a line through the numbers, as an SVG path in a box of 100 by 20; null for fewer than two. */
export function sparkPath(values: readonly (number | string | null | undefined)[]): string | null {
  const points = values.flatMap((value, index) =>
    typeof value === 'number' ? [{ index, value }] : [],
  );
  if (points.length < 2) return null;
  const numbers = points.map(({ value }) => value);
  const low = Math.min(...numbers);
  const range = Math.max(...numbers) - low;
  const step = 100 / Math.max(1, values.length - 1);
  return points
    .map(({ index, value }, order) => {
      const y = range === 0 ? 10 : 18 - ((value - low) / range) * 16;
      return `${order === 0 ? 'M' : 'L'}${round(index * step)} ${round(y)}`;
    })
    .join('');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
