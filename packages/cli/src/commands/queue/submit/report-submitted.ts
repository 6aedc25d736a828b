import { escapeControls } from '@wdh/logging';
import type { CommandContext } from '../../../context/command-context.js';
import { showMany } from '../../../table/show-values.js';

/** A run that was submitted, or why it was not. */
export interface SubmittedRun {
  /** That of the run that waits already, where this one was not submitted. */
  readonly executionId: string;
  readonly status: 'queued' | 'duplicate' | 'skipped';
  /** Why it is not queued; null if it is. */
  readonly reason: string | null;
  readonly input: string | null;
}

/** Prints the runs that were submitted: their ids, one in a line. */
export async function reportSubmitted(
  context: CommandContext,
  runs: readonly SubmittedRun[],
): Promise<void> {
  await context.printResult({ runs }, () => [...runs.map(lineOf), ...advice(runs)].join('\n'));
}

function lineOf({ executionId, status, reason, input }: SubmittedRun): string {
  const of = input === null ? '' : `  ${input}`;
  const why = status === 'queued' ? '' : `  ${status}: ${reason ?? ''}`;
  return escapeControls(`${executionId}${of}${why}`);
}

function advice(runs: readonly SubmittedRun[]): readonly string[] {
  const queued = runs.filter(({ status }) => status === 'queued');
  const [first] = queued;
  if (first === undefined) return [];
  if (queued.length > 1) {
    return [
      `${showMany(queued.length, 'run')} queued, for the workers (wdh worker). See them: wdh queue`,
    ];
  }
  const id = escapeControls(first.executionId);
  return [`Queued, for the next worker (wdh worker). See it: wdh show ${id} --follow`];
}
