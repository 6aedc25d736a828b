import type { MeasuredGroups } from './measured-groups.js';

const rowHeight = 30;
const left = 300;
const width = 760;
const top = 48;

const style = `
  text { font: 14px system-ui, sans-serif; fill: #1f2328; }
  .small { font-size: 12px; fill: #59636e; }
  .bar { fill: #8c959f; } .ours { fill: #0969da; } .spread, .one { stroke: #1f2328; stroke-width: 1.5; }
  .one { stroke-dasharray: 4 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .small { fill: #9198a1; }
    .bar { fill: #6e7681; } .ours { fill: #4493f8; } .spread, .one { stroke: #f0f6fc; }
  }`;

/**
 * Draws the programs of the group `peers` as bars, shortest first, with their spread: readable on a
 * light and on a dark page. The same figures give the same text.
 */
export function speedPlot(measured: MeasuredGroups): string {
  const figures = measured['peers']?.figures ?? [];
  const reference = figures.find(({ unit }) => unit === 's')?.what ?? 'psql';
  const bars = figures
    .map((figure) =>
      figure.unit === 's' ? { what: figure.what, measured: 1, lowest: 1, highest: 1 } : figure,
    )
    .map(({ what, measured: at, lowest = at, highest = at }) => ({ what, at, lowest, highest }))
    .toSorted((one, other) => one.at - other.at);
  const largest = Math.max(1, ...bars.map(({ highest }) => highest));
  const x = (value: number): string => (left + (value / largest) * (width - left - 60)).toFixed(1);
  const height = top + bars.length * rowHeight + 16;
  const rows = bars.map(({ what, at, lowest, highest }, row) => {
    const y = top + row * rowHeight;
    const name = what.startsWith('WorkDataHub') ? 'ours' : 'bar';
    const middle = y + 10;
    return [
      `  <text x="${left - 10}" y="${y + 15}" text-anchor="end">${escaped(what)}</text>`,
      `  <rect class="${name}" x="${left}" y="${y}" width="${(Number(x(at)) - left).toFixed(1)}" height="20"/>`,
      `  <path class="spread" d="M${x(lowest)} ${middle}H${x(highest)}"/>`,
      `  <text class="small" x="${(Number(x(highest)) + 6).toFixed(1)}" y="${y + 15}">${at.toFixed(2)}</text>`,
    ].join('\n');
  });
  const title = `Time of a load of one CSV file, as a multiple of ${reference}; less is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
  <style>${style}
  </style>
  <text x="8" y="24">${escaped(title)}</text>
${rows.join('\n')}
  <path class="one" d="M${x(1)} ${top - 8}V${height - 12}"/>
</svg>
`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
