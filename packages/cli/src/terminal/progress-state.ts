import type { RunProgress } from '@wdh/job';

/** What a display shows of a run at one moment. */
export interface ProgressState extends RunProgress {
  /** Milliseconds since the present phase began. */
  readonly elapsedMs: number;
  /** What is loaded, where several inputs are; null for a single one. */
  readonly label: string | null;
}

/** What each phase is called while it lasts. */
const phaseNames = {
  identify: 'identifying',
  read: 'reading',
  merge: 'merging',
  check: 'checking',
  commit: 'committing',
} as const satisfies Record<RunProgress['phase'], string>;

/** Returns the name of the present phase, such as `merging`, after the label. */
export function phaseOf({ phase, label }: ProgressState): string {
  return label === null ? phaseNames[phase] : `${label}: ${phaseNames[phase]}`;
}

/** Returns the share of the input that was read, from 0 to 1; null where it is not known. */
export function shareOf({ phase, bytesRead, totalBytes }: ProgressState): number | null {
  const isReading = phase === 'identify' || phase === 'read';
  if (!isReading || totalBytes === null) return null;
  return totalBytes === 0 ? 1 : Math.min(bytesRead / totalBytes, 1);
}

/**
 * Formats a state as text: `12,000 rows, 3.4 MB/s, 0 rejected, 1:05 left`; without a known size
 * `12,000 rows, 20.1 MB, 3.4 MB/s, 0 rejected, 0:06`; after the last byte `12,000 rows, 0 rejected,
 * 0:06`.
 */
export function inWords(state: ProgressState): string {
  const { phase, bytesRead, totalBytes, elapsedMs } = state;
  const rows = `${state.rows.toLocaleString('en-US')} rows`;
  const rejected = `${state.rejected.toLocaleString('en-US')} rejected`;
  if (phase !== 'identify' && phase !== 'read') {
    return `${rows}, ${rejected}, ${minutes(elapsedMs)}`;
  }
  const bytesPerMs = bytesRead / Math.max(elapsedMs, 1);
  const speed = `${(bytesPerMs / 1000).toFixed(1)} MB/s`;
  const size = `${(bytesRead / 1_000_000).toFixed(1)} MB`;
  const leftMs = bytesPerMs === 0 ? 0 : ((totalBytes ?? 0) - bytesRead) / bytesPerMs;
  const time = totalBytes === null ? minutes(elapsedMs) : `${minutes(leftMs)} left`;
  if (phase === 'identify') return `${size}, ${speed}, ${time}`;
  const sized = totalBytes === null ? `${size}, ${speed}` : speed;
  return `${rows}, ${sized}, ${rejected}, ${time}`;
}

function minutes(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
