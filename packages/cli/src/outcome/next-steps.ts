import { escapeControls, escapeLines } from '@wdh/logging';
import { showCount, showMany } from '../table/show-values.js';
import type { JobSummary } from './job-summary.js';

/** Says where the rejected rows of a run are, and how to see, fix and load them; empty without any. */
export function whereRejectsAre(summary: JobSummary): readonly string[] {
  const { executionId, status, rows } = summary;
  const { rejected } = rows;
  if (rejected === 0) return [];
  const run = escapeControls(executionId);
  const stored =
    rejected === 1 ? '1 rejected row is' : `${rejected.toLocaleString('en-US')} rejected rows are`;
  return [
    `${stored} stored in the table rejected_rows, with line and reason.`,
    `  See them:          wdh rejects ${run}`,
    // A run that failed has loaded nothing: its rows are loaded by another run of the whole input.
    ...(status === 'failed'
      ? []
      : [`  Fix and load them: correct ${rulesOf(summary)}, then wdh replay ${run}`]),
  ];
}

/** Says which run loaded the content of a skipped run, and what can be done about it. */
export function whySkipped(summary: JobSummary): readonly string[] {
  const { hint } = summary;
  const skipped = 'This content is already loaded: nothing to do.';
  const again = isWithoutCode(summary)
    ? 'To load it again, use --force.'
    : 'To load it again, raise the version of the job, or use --force for this one time.';
  if (hint?.startsWith('Partition ') === true) {
    // The content may be another one: the hint says why the run was skipped.
    return [escapeLines(hint), ...loadedBefore(summary), again];
  }
  const words = [skipped, ...loadedBefore(summary), again];
  return hint === null ? words : [...words, escapeLines(hint)];
}

function loadedBefore(summary: JobSummary): readonly string[] {
  const { previousRun: previous } = summary;
  if (previous === null) return [];
  const { executionId, completedAt, rowsRejected, rowsOpen } = previous;
  const run = escapeControls(executionId);
  const when =
    completedAt === null
      ? ''
      : ` on ${completedAt.slice(0, 10)} at ${completedAt.slice(11, 16)} UTC`;
  const loaded = `Run ${run} loaded it${when}`;
  if (rowsRejected === null) return [`${loaded}.`];
  if (rowsRejected === 0) return [`${loaded}, without rejected rows.`];
  const rejects = showMany(rowsRejected, 'rejected row');
  if (rowsOpen === 0) return [`${loaded}, with ${rejects}, of which none is open any more.`];
  const are = rowsOpen === 1 ? 'is' : 'are';
  const open =
    rowsOpen === null || rowsOpen === rowsRejected
      ? ''
      : `, of which ${showCount(rowsOpen)} ${are} open`;
  return [
    `${loaded}, with ${rejects}${open}.`,
    `To load only ${(rowsOpen ?? rowsRejected) === 1 ? 'that row' : 'those'}, correct ${rulesOf(summary)}, then: wdh replay ${run}`,
  ];
}

/** Whether the run is one of the built-in job of `wdh load`, which has no code to change. */
const isWithoutCode = ({ pipelineName }: JobSummary): boolean => pipelineName === 'load';

const rulesOf = (summary: JobSummary): string => (isWithoutCode(summary) ? 'the table' : 'the job');
