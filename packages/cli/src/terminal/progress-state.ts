import type { RunProgress } from '@wdh/job';

/** The progress of a run that reads an input of known size. */
export interface ProgressState extends Omit<RunProgress, 'phase' | 'totalBytes'> {
  readonly totalBytes: number;
  readonly elapsedMs: number;
}

/** Displays the progress of a run. */
export interface ProgressDisplay {
  show(state: ProgressState): void;
  /** Called once at the end of the run. */
  end(): void;
}

/** Formats a state as text: `12,000 rows, 3.4 MB/s, 0 rejected, 1:05 left`. */
export function inWords(state: ProgressState): string {
  const { rows, rejected, bytesRead, totalBytes, elapsedMs } = state;
  const bytesPerMs = bytesRead / Math.max(elapsedMs, 1);
  const leftMs = bytesPerMs === 0 ? 0 : (totalBytes - bytesRead) / bytesPerMs;
  return [
    `${rows.toLocaleString('en-US')} rows`,
    `${(bytesPerMs / 1000).toFixed(1)} MB/s`,
    `${rejected.toLocaleString('en-US')} rejected`,
    `${minutes(leftMs)} left`,
  ].join(', ');
}

function minutes(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
