import { showCount, showDuration, showMany, showTime } from '../../../table/show-values.js';

/** What a worker reports about a run. */
export interface EndedRun {
  readonly jobName?: string;
  readonly executionId?: string;
  readonly status?: string;
  readonly input?: string | null;
  readonly rows?: { readonly read: number; readonly rejected: number };
  readonly durationMs?: number;
  readonly error?: { readonly code?: string; readonly message?: string };
  /** How its job of the queue was settled: `completed`, `retry`, `dead`, `given back` or `lost`. */
  readonly settled?: string;
}

/** Formats a run as one line: time in UTC, job, id, status, rows, duration, input. */
export function runLine(run: EndedRun, now = new Date()): string {
  const { jobName, executionId, status = '', rows, durationMs = null, error, input } = run;
  const { settled = 'completed' } = run;
  const rejected = rows?.rejected ?? 0;
  const counts = [
    ...(rows === undefined ? [] : [showMany(rows.read, 'row')]),
    ...(rejected === 0 ? [] : [`${showCount(rejected)} rejected`]),
    showDuration(durationMs),
  ];
  return [
    showTime(now).slice(11, 19),
    jobName,
    executionId,
    [status, error && codeOf(error), settled === 'completed' ? '' : `(${settled})`]
      .filter((word) => word !== undefined && word !== '')
      .join(' '),
    counts.join(', '),
    input,
  ]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join('  ');
}

/** The code of an error; one that was not made for people is recorded as `INTERNAL`. */
export function codeOf({ code }: { readonly code?: string }): string {
  return code ?? 'INTERNAL';
}
