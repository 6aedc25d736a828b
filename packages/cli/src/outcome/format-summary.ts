import { noRows } from '@wdh/job';
import { escapeControls, escapeLines } from '@wdh/logging';
import { loadTable } from '../load-table.js';
import { paint, type Style } from '../terminal/paint.js';
import { formatSpend } from './format-spend.js';
import type { JobSummary, RowCounts } from './job-summary.js';
import { whereRejectsAre, whySkipped } from './next-steps.js';

const styles = {
  success: 'good',
  rehearsed: 'good',
  skipped: 'doubtful',
  failed: 'bad',
  cancelled: 'bad',
} as const satisfies Record<JobSummary['status'], Style>;

/** Few jobs add rows; the table has the counts that every run has. */
const countNames = (Object.keys(noRows) as (keyof RowCounts)[]).filter((name) => name !== 'added');

/** Formats the outcome as a table for people, and says what to do. */
export function formatSummary(summary: JobSummary): string {
  return [formatCounts(summary), ...closingWords(summary)].join('\n');
}

/** Formats the outcome as a table. */
export function formatCounts(summary: JobSummary): string {
  const { rows, attempts, durationMs, spend } = summary;
  const seconds = durationMs / 1000;
  const Table = loadTable();
  const table = new Table({
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right'],
  });
  table.push(
    ['table', escapeControls(summary.table)],
    ['status', paint(styles[summary.status], summary.status)],
    ...countNames.map((name) => [name, rows[name].toLocaleString('en-US')]),
    ...(spend === undefined ? [] : [['paid', formatSpend(spend)]]),
    ['attempts', attempts.toLocaleString('en-US')],
    ['duration', `${seconds.toFixed(2)} s`],
    ['rows per second', perSecond(rows.read, seconds)],
    ['execution id', escapeControls(summary.executionId)],
  );
  return table.toString();
}

function perSecond(rows: number, seconds: number): string {
  return rows === 0 || seconds === 0 ? '-' : Math.round(rows / seconds).toLocaleString('en-US');
}

function closingWords(summary: JobSummary): readonly string[] {
  const { status, rows, error } = summary;
  if (error !== null) return [...whereRejectsAre(summary), escapeLines(error.message)];
  if (status === 'skipped') return whySkipped(summary);
  if (status === 'rehearsed') {
    return ['A dry run: these are the counts that a load would have; nothing was loaded.'];
  }
  if (rows.read === 0) return ['The file has a header and no records: nothing to load.'];
  return whereRejectsAre(summary);
}
