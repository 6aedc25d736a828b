import type { Run } from '@wdh/runs';
import { showBar, showCount, showShare } from '../table/show-values.js';
import { TextTable } from '../table/text-table.js';

/** The outcomes of a row that is read, in the order of the equation of the ledger. */
const outcomes = [
  'inserted',
  'updated',
  'unchanged',
  'superseded',
  'rejected',
  'filtered',
] as const;

const columns = [
  { head: '' },
  { head: 'rows', align: 'right' },
  { head: 'share', align: 'right' },
  { head: '', canShrink: true },
] as const;

/** Formats what happened to every row that the run read; nothing for a run without counts. */
export function formatLedger({ rows }: Run, width: number): readonly string[] {
  if (rows === null) return [];
  // Rows that steps added have an outcome too.
  const all = rows.read + rows.added;
  const share = (count: number): number => (all === 0 ? 0 : count / all);
  const barWidth = Math.max(8, Math.min(30, (Number.isFinite(width) ? width : 80) - 44));
  const counted = outcomes.filter((name) => rows[name] > 0);
  const lines = counted.map((name) => [
    `  ${name}`,
    showCount(rows[name]),
    showShare(share(rows[name])),
    showBar(share(rows[name]), barWidth),
  ]);
  const others = [
    rows.added === 0 ? null : ['  added by steps', showCount(rows.added), '', ''],
    rows.deleted === 0 ? null : ['  deleted from the table', showCount(rows.deleted), '', ''],
  ].filter((line) => line !== null);
  const read = ['  read', showCount(rows.read), '', ''];
  return ['Rows', ...new TextTable(columns, width).withHead([read, ...others, ...lines]).slice(1)];
}
