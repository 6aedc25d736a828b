import type { GeneratedTable } from '../documents/generated-table.js';
import type { MeasuredFigure, MeasuredGroups } from './measured-groups.js';
import { speedGoals } from './speed-goals.js';

/** The page of the figures. */
const speedPage = 'docs/concepts/performance.md';

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
