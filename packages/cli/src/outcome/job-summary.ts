import type { RowCounts as AllRowCounts, RunOutcome } from '@wdh/job';
import { escapeControls, escapeLines } from '@wdh/logging';
import Table from 'cli-table3';

/** The number of rows of the file by outcome. */
export type RowCounts = Omit<AllRowCounts, 'added'> & Partial<Pick<AllRowCounts, 'added'>>;

/** The outcome of one run, as written to `--summary-file`. */
export interface JobSummary {
  readonly executionId: string;
  readonly pipelineName: string;
  /** `skipped`: the content is already loaded. `rehearsed`: a dry run that loads nothing. */
  readonly status: RunOutcome['status'];
  readonly table: string;
  readonly rows: RowCounts;
  /** Number of transactions; 0 if the run failed before the first. */
  readonly attempts: number;
  readonly durationMs: number;
  readonly inputFile: string;
  /** Null if the file could not be read. */
  readonly inputSha256: string | null;
  /** What to check about a file that was loaded before; null if there is nothing. */
  readonly hint: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The counts of a run that did nothing. */
export const noRows: RowCounts = {
  read: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
};

const countNames = Object.keys(noRows) as (keyof RowCounts)[];

/** Formats the outcome as a table for people. */
export function formatSummary(summary: JobSummary): string {
  const { rows, attempts, durationMs } = summary;
  const seconds = durationMs / 1000;
  const table = new Table({
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right'],
  });
  table.push(
    ['table', escapeControls(summary.table)],
    ['status', summary.status],
    ...countNames.map((name) => [name, (rows[name] ?? 0).toLocaleString('en-US')]),
    ['attempts', attempts.toLocaleString('en-US')],
    ['duration', `${seconds.toFixed(2)} s`],
    ['rows per second', perSecond(rows.read, seconds)],
    ['execution id', escapeControls(summary.executionId)],
  );
  return [table.toString(), ...closingWords(summary)].join('\n');
}

function perSecond(rows: number, seconds: number): string {
  return rows === 0 || seconds === 0 ? '-' : Math.round(rows / seconds).toLocaleString('en-US');
}

function closingWords({ status, rows, error, hint }: JobSummary): string[] {
  if (error !== null) return [escapeLines(error.message)];
  if (status === 'skipped') {
    const skipped = 'This content is already loaded: nothing to do. Load it again with --force.';
    return hint === null ? [skipped] : [skipped, escapeLines(hint)];
  }
  if (status === 'rehearsed') {
    return ['A dry run: these are the counts that a load would have; nothing was loaded.'];
  }
  if (rows.read === 0) return ['The file has a header and no records: nothing to load.'];
  return rows.rejected === 0
    ? []
    : [
        `${rows.rejected} rejected rows are stored in the table rejected_rows, with line and reason.`,
      ];
}
