import type { GeneratedTable } from '../documents/generated-table.js';
import type { MeasuredFigure, MeasuredGroups } from './measured-groups.js';
import { speedGoals } from './speed-goals.js';

/** The page of the figures. */
const speedPage = 'docs/concepts/performance.md';

/** Seconds for a million rows, measured on 2026-11-30 with 500,000 rows, before the work on speed. */
const profileBefore: ReadonlyMap<string, string> = new Map([
  ['reading', '1.17'],
  ['validation', '1.03'],
  ['encoding', '0.95'],
  ['garbage collector', '0.64'],
  ['driver', '0.36'],
  ['hashing', '0.27'],
  ['pipeline', '0.13'],
  ['loader', '0.08'],
  ['other', '0.54'],
]);

/** The tables of the page: the goals, and all other programs beside this one. */
export function speedTables(measured: MeasuredGroups): readonly GeneratedTable[] {
  return [
    {
      path: speedPage,
      name: 'goals',
      header: ['figure', 'before', 'now', 'lowest to highest', 'goal', ''],
      rows: speedGoals.map(({ group, what, title, before }) => {
        const figure = measured[group]?.figures.find((figure) => figure.what === what);
        if (figure === undefined) return [title, before, 'not measured', '', '', ''];
        const { atMost = Infinity } = figure;
        const verdict = figure.measured <= atMost ? 'met' : '**missed**';
        return [
          ...[title, before, shown(figure, figure.measured), spread(figure)],
          ...[`<= ${shown(figure, atMost)}`, verdict],
        ];
      }),
    },
    {
      path: speedPage,
      name: 'programs',
      header: ['program', 'time', 'lowest to highest'],
      rows: (measured['peers']?.figures ?? []).map((figure) => [
        `\`${figure.what}\``,
        ...[shown(figure, figure.measured), spread(figure)],
      ]),
    },
    {
      path: speedPage,
      name: 'profile',
      header: ['part', 'before', 'now'],
      rows: [...profileBefore].map(([part, before]) => {
        const { figures = [], on } = measured['profile'] ?? {};
        const seconds = figures.find(({ what }) => what === `profile: ${part}`)?.measured;
        const now = ((seconds ?? NaN) * 1e6) / (on?.rows ?? NaN);
        return [part, `${before} s`, Number.isNaN(now) ? 'not measured' : `${now.toFixed(2)} s`];
      }),
    },
    {
      path: speedPage,
      name: 'circumstances',
      header: ['group', 'day', 'rows', 'rounds', 'machine', 'Node', 'PostgreSQL'],
      rows: Object.entries(measured).map(([group, { day, on }]) => [
        ...[`\`${group}\``, day, on.rows.toLocaleString('en'), String(on.rounds)],
        ...[on.machine, on.node, on.postgres],
      ]),
    },
  ];
}

function spread(figure: MeasuredFigure): string {
  const { lowest, highest } = figure;
  if (lowest === undefined || highest === undefined) return '';
  return `${shown(figure, lowest)} to ${shown(figure, highest)}`;
}

function shown({ unit }: MeasuredFigure, value: number): string {
  if (unit === 'ms' || unit === 'MB') return `${Math.round(value).toLocaleString('en')} ${unit}`;
  return unit === 's' ? `${value.toFixed(2)} s` : value.toFixed(2);
}
