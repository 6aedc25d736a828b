import type { RunOutcome } from '@wdh/job';
import { escapeLines } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import { formatSummary } from './format-summary.js';
import { summaryOf } from './summary-of.js';

/** Formats the outcome of a run for people: a table, or one line where there is nothing to count. */
export function formatOutcome(outcome: RunOutcome): string {
  const summary = summaryOf(outcome);
  return isOfInput(outcome) ? escapeLines(summary.error?.message ?? '') : formatSummary(summary);
}

/** Whether the input could not be opened or has a wrong header. */
function isOfInput({ source, attempts, error }: RunOutcome): boolean {
  const isProblem = error instanceof WdhError && ['file', 'data'].includes(error.category);
  return isProblem && source === null && attempts === 0;
}
