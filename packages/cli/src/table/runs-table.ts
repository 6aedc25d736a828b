import { basename } from 'node:path';
import { shortIds } from './short-ids.js';
import { showCount, showDuration } from './show-values.js';
import { styleOfStatus } from './style-of-status.js';
import { tableWidth } from './table-width.js';
import { TextTable } from './text-table.js';

/** One of several runs. */
export interface RunLine {
  /** Of a job with partitions. */
  readonly partition?: string | undefined;
  readonly input: string;
  readonly status: string;
  /** Null: the run was not started. */
  readonly run: {
    readonly executionId: string;
    readonly read: number | null | undefined;
    readonly loaded: number | null | undefined;
    readonly rejected: number | null | undefined;
    readonly durationMs: number | null;
  } | null;
}

const columns = [
  { head: 'partition' },
  { head: 'input', canShrink: true },
  { head: 'status', styleOf: styleOfStatus },
  { head: 'read', align: 'right' },
  { head: 'loaded', align: 'right' },
  { head: 'rejected', align: 'right' },
  { head: 'took', align: 'right' },
  { head: 'run' },
] as const;

/** Returns the lines of a table of runs, with whole paths and ids where nothing is cut. */
export function runsTable(runs: readonly RunLine[]): readonly string[] {
  const width = tableWidth();
  const isCut = Number.isFinite(width);
  const ids = runs.map(({ run }) => run?.executionId ?? '');
  const shown = isCut ? shortIds(ids) : ids;
  const rows = runs.map(({ partition = '', input, status, run }, at) => {
    const named = [partition, isCut ? basename(input) : input, status];
    if (run === null) return named;
    const counts = [run.read, run.loaded, run.rejected].map(showCount);
    return [...named, ...counts, showDuration(run.durationMs), shown[at] ?? ''];
  });
  const from = runs.some(({ partition }) => partition !== undefined) ? 0 : 1;
  const table = new TextTable(columns.slice(from), width);
  return table.withHead(rows.map((row) => row.slice(from)));
}
