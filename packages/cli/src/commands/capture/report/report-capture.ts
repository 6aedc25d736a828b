import type { CommandContext } from '../../../context/command-context.js';
import { describeError } from '../../../outcome/describe-error.js';
import { showBytes, showCount, showDuration, showMany } from '../../../table/show-values.js';
import type { CaptureCounts } from './capture-counts.js';

/** How a capture ended. */
export interface CaptureEnd {
  readonly feed: string;
  readonly folder: string;
  readonly durationMs: number;
  readonly counts: CaptureCounts;
  /** What ended it; null if it was asked to end. */
  readonly error: unknown;
}

/** Prints how a capture ended: counts to stdout, and what ended it to stderr. */
export async function reportCapture(context: CommandContext, end: CaptureEnd): Promise<void> {
  const { feed, folder, durationMs, counts, error } = end;
  const failure = error === null ? null : describeError(error);
  const status = failure === null ? 'done' : 'failed';
  const shown = failure === null ? null : { code: failure.code, message: failure.message };
  await context.printResult(
    { feed, status, folder, durationMs: Math.round(durationMs), ...counts, error: shown },
    () => textOf(end),
  );
  if (failure !== null && !context.isJson) await context.terminal.complain(failure.message);
}

function textOf({ feed, folder, durationMs, counts }: CaptureEnd): string {
  const { messages, bytes, segments, rejected, gaps, reconnects, ends } = counts;
  const lines = [
    `${feed}: ${showMany(messages, 'message')}, ${showBytes(bytes)}, in ${showDuration(durationMs)}`,
    `segments: ${outcomes(segments)}`,
    `rejected rows: ${showCount(rejected)}${rejected === 0 ? '' : ' (wdh runs, wdh rejects RUN)'}`,
    `gaps: ${showCount(gaps.gaps)}${gaps.gaps === 0 ? '' : ` (${showCount(gaps.missing)} missing)`}, reconnects: ${showCount(reconnects)}${reasons(ends)}`,
    ...(segments.waiting === 0 ? [] : [`The next capture loads what waits in ${folder}.`]),
    ...(segments.failed === 0
      ? []
      : [`What failed is in ${folder}/failed: correct the job, and load it with wdh run.`]),
  ];
  return lines.join('\n');
}

/** Why connections and attempts ended, except for the end of the capture. */
function reasons(ends: CaptureCounts['ends']): string {
  const parts = Object.entries(ends).filter(([reason]) => reason !== 'stopped');
  if (parts.length === 0) return '';
  return ` (ends: ${parts.map(([reason, count]) => `${showCount(count)} ${reason}`).join(', ')})`;
}

function outcomes(segments: CaptureCounts['segments']): string {
  const { loaded, waiting, failed, skipped, recovered } = segments;
  return [
    `${showCount(loaded)} loaded`,
    ...(skipped === 0 ? [] : [`${showCount(skipped)} of them before`]),
    `${showCount(waiting)} waiting`,
    ...(failed === 0 ? [] : [`${showCount(failed)} failed`]),
    ...(recovered === 0 ? [] : [`${showCount(recovered)} recovered from an earlier capture`]),
  ].join(', ');
}
