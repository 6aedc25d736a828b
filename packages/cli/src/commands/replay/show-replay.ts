import { escapeControls, escapeLines } from '@wdh/logging';
import type { ReplayCounts } from '@wdh/runs';
import { formatCounts } from '../../outcome/format-summary.js';
import type { JobSummary } from '../../outcome/job-summary.js';
import { showMany } from '../../table/show-values.js';

/** Formats the outcome of a replay; `summary` is null if there was nothing to replay. */
export function showReplay(
  replayedRun: string,
  open: ReplayCounts,
  summary: JobSummary | null,
): string {
  const id = escapeControls(replayedRun);
  const lines =
    summary === null
      ? [`Run ${id} has no rejected rows to replay.`]
      : [formatCounts(summary), ...result(id, summary)];
  return [...lines, ...notReplayed(open, id)].join('\n');
}

function result(id: string, { status, rows, error }: JobSummary): readonly string[] {
  if (error !== null) {
    return [escapeLines(error.message), `The rejected rows of run ${id} are as they were.`];
  }
  const { rejected, read } = rows;
  const would = status === 'rehearsed' ? 'would be' : 'are';
  const resolved = `${showMany(read - rejected, 'rejected row')} of run ${id} ${would} resolved.`;
  if (rejected === 0) return [resolved];
  const stay = rejected === 1 ? 'stays' : 'stay';
  const which = status === 'rehearsed' ? '' : `, with the new reason: wdh rejects ${id} --open`;
  return [resolved, `${showMany(rejected, 'row')} ${stay}${which}`];
}

/** Says which open rows cannot be replayed, and why. */
function notReplayed(
  { malformed, withoutRecord, inexact }: ReplayCounts,
  id: string,
): readonly string[] {
  const reasons = [
    [malformed, 'malformed, so that there is no record'],
    [withoutRecord, 'stored without a record'],
    [inexact, 'stored with values that cannot be read again exactly'],
  ] as const;
  const found = reasons.filter(([count]) => count > 0);
  if (found.length === 0) return [];
  return [
    ...found.map(([count, reason]) => `Not replayed: ${showMany(count, 'row')} ${reason}.`),
    `Correct them in a file, and load it: wdh rejects ${id} --open --csv rejects.csv`,
  ];
}
