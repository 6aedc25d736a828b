import { describe, expect, it } from 'vitest';
import type { MeasuredFigure, MeasuredGroups } from './measured-groups.js';
import { speedPlot } from './speed-plot.js';
import { speedTables } from './speed-tables.js';

const on = {
  ...{ machine: '2 x CPU', node: 'v20', postgres: '17', settings: [] },
  ...{ rows: 1_000_000, rounds: 5 },
};
const group = (...figures: readonly MeasuredFigure[]) => ({ day: '2026-11-30', on, figures });
const append = (measured: number): MeasuredFigure => ({
  ...{ what: 'file, every field validated, audited append', unit: 'times psql' },
  ...{ measured, lowest: 0.9, highest: 1.5, atMost: 0.95 },
});
const measured: MeasuredGroups = {
  append: group(append(0.93)),
  peers: group(
    { what: 'psql', unit: 's', measured: 2 },
    { what: 'a < b', unit: 'times psql', measured: 3, lowest: 2.5, highest: 4 },
    { what: 'WorkDataHub', unit: 'times psql', measured: 0.9, lowest: 0.8, highest: 1.1 },
  ),
};

describe('speedTables', () => {
  const goal = (figure: MeasuredFigure) =>
    speedTables({ append: group(figure) })[0]?.rows[0]?.slice(2);

  it('shows a figure with its spread beside its goal, and whether it is met', () => {
    expect(goal(append(0.93))).toEqual(['0.93', '0.90 to 1.50', '<= 0.95', 'met']);
    expect(goal(append(0.96))).toEqual(['0.96', '0.90 to 1.50', '<= 0.95', '**missed**']);
  });

  it('says that a figure was not measured', () => {
    expect(speedTables({})[0]?.rows[0]).toContain('not measured');
  });
});

describe('speedPlot', () => {
  it('draws the programs from the fastest to the slowest, with psql as one', () => {
    const plot = speedPlot(measured);
    const names = [...plot.matchAll(/text-anchor="end">([^<]+)</g)].map(([, name]) => name);
    expect(names).toEqual(['WorkDataHub', 'psql', 'a &lt; b']);
    expect(plot.match(/class="ours"/g)).toHaveLength(1);
  });

  it('has colours for a dark page', () => {
    expect(speedPlot(measured)).toContain('prefers-color-scheme: dark');
  });

  it('draws the same figures in the same way', () => {
    expect(speedPlot(measured)).toBe(speedPlot(structuredClone(measured)));
  });
});
