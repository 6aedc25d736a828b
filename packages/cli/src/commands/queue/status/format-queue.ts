import { escapeControls, escapeLines } from '@wdh/logging';
import type { DeadRun, JobDepth, QueueStatus } from '@wdh/queue';
import { shortIds } from '../../../table/short-ids.js';
import { showCount, showDuration, showMany, showTime } from '../../../table/show-values.js';
import { TextTable } from '../../../table/text-table.js';

/** Most dead runs that are shown. */
const mostDead = 10;

const empty = [
  'The queue is empty.',
  '  wdh submit JOB --input FILE   puts a run into it',
  '  wdh worker                    takes runs from it, on any machine',
];

/**
 * Formats what the queue holds, as lines of at most `width` characters where they may be cut.
 *
 * @param now - For the ages of runs.
 */
export function formatQueue(status: QueueStatus, width: number, now = new Date()): string {
  const { jobs, running, dead, lost } = status;
  const isEmpty = jobs.every(isIdle) && lost.length === 0;
  const sections = [
    isEmpty ? empty : formatJobs(jobs, width, now),
    running.length === 0 ? [] : formatRunning(status, width, now),
    dead.length === 0 ? [] : formatDead(status),
    lost.length === 0 ? [] : formatLost(status),
    isEmpty && status.workers.length === 0 ? [] : formatWorkers(status),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function isIdle({ ready, delayed, retrying, running, dead }: JobDepth): boolean {
  return ready + delayed + retrying + running + dead === 0;
}

function formatJobs(jobs: readonly JobDepth[], width: number, now: Date): readonly string[] {
  const table = new TextTable(
    [
      { head: 'job', canShrink: true },
      { head: 'ready', align: 'right' },
      { head: 'oldest', align: 'right' },
      { head: 'later', align: 'right' },
      { head: 'again', align: 'right' },
      { head: 'next in', align: 'right' },
      { head: 'running', align: 'right' },
      { head: 'dead', align: 'right', styleOf: (cell) => (/\d/.test(cell) ? 'bad' : null) },
    ],
    width,
  );
  return table.withHead(
    jobs.map(({ job, ready, oldestReadyAt, delayed, retrying, nextAt, running, dead }) => [
      job,
      showSome(ready),
      showAge(oldestReadyAt, now),
      showSome(delayed),
      showSome(retrying),
      nextAt === null ? '' : showAge(now, nextAt),
      showSome(running),
      showSome(dead),
    ]),
  );
}

function formatRunning({ running }: QueueStatus, width: number, now: Date): readonly string[] {
  const ids = running.map(({ executionId }) => executionId);
  const shown = Number.isFinite(width) ? shortIds(ids) : ids;
  const table = new TextTable(
    [
      { head: 'running' },
      { head: 'job', canShrink: true },
      { head: 'for', align: 'right' },
      { head: 'seen', align: 'right' },
      { head: 'process', canShrink: true },
    ],
    width,
  );
  return table.withHead(
    running.map(({ job, since, seenAt, host, processId }, at) => [
      shown[at] ?? '',
      job,
      showAge(since, now),
      seenAt === null ? '' : `${showAge(seenAt, now)} ago`,
      host === null ? '' : `${processId ?? '?'} on ${host}`,
    ]),
  );
}

function formatDead({ dead, jobs }: QueueStatus): readonly string[] {
  const lines = dead
    .slice(0, mostDead)
    .flatMap((run) => [
      `  ${escapeControls(`${run.executionId}  ${run.job}  ${showTime(run.diedAt)}`)}`,
      `    ${escapeLines(errorOf(run)).replaceAll('\n', '\n    ')}`,
    ]);
  const shown = Math.min(dead.length, mostDead);
  const more = jobs.reduce((sum, job) => sum + job.dead, 0) - shown;
  const id = escapeControls(dead[0]?.executionId ?? '');
  return [
    'Dead: no worker tries them again',
    ...lines,
    ...(more > 0 ? [`  and ${showCount(more)} more: wdh runs --status failed`] : []),
    `See one with wdh show ${id}, correct the cause, then wdh requeue ${id}, or --all-dead.`,
  ];
}

function errorOf({ errorCode, errorMessage }: DeadRun): string {
  if (errorMessage === null) return errorCode ?? 'its record was deleted';
  return errorCode === null || errorMessage.startsWith(`[${errorCode}]`)
    ? errorMessage
    : `[${errorCode}] ${errorMessage}`;
}

function formatLost({ lost }: QueueStatus): readonly string[] {
  return [
    'Lost: recorded as queued, but not in the queue. Put them back with wdh requeue RUN',
    ...lost.map(({ executionId, job, requestedAt }) =>
      escapeControls(`  ${executionId}  ${job}  ${showTime(requestedAt)}`),
    ),
  ];
}

function formatWorkers({ workers }: QueueStatus): readonly string[] {
  if (workers.length === 0) return ['No worker is running: wdh worker'];
  const places = workers.map(({ host, processId }) => `${processId} on ${host}`).join(', ');
  return [escapeControls(`${showMany(workers.length, 'worker')}: ${places}`)];
}

/** Nothing where there is none, so that numbers stand out. */
function showSome(count: number): string {
  return count === 0 ? '' : showCount(count);
}

function showAge(from: Date | null, until: Date): string {
  return from === null ? '' : showDuration(Math.max(0, until.getTime() - from.getTime()));
}
