const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Writes a number with commas: `12,345`. An unknown one is empty. */
export function showCount(count: number | null | undefined): string {
  return count === null || count === undefined ? '' : count.toLocaleString('en-US');
}

/** Writes how many there are: `1 run`, `2 runs`. */
export function showMany(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Writes a time in UTC, to the second: `2026-01-31 23:59:59Z`. An unknown one is empty. */
export function showTime(time: Date | null): string {
  return time === null
    ? ''
    : time
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, 'Z');
}

/** Writes a duration with the two largest units: `73ms`, `1.5s`, `2m 03s`, `1h 05m`. */
export function showDuration(durationMs: number | null): string {
  if (durationMs === null) return '';
  if (durationMs < 1_000) return `${Math.round(durationMs)}ms`;
  if (durationMs < 59_950) return `${(durationMs / 1_000).toFixed(1)}s`;
  const seconds = Math.round(durationMs / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** Writes a size: `512 B`, `1.2 MB`. */
export function showBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Writes a share as a percentage; one that is not zero never looks like zero. */
export function showShare(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share < 1 && share > 0.999) return '>99.9 %';
  return `${(share * 100).toFixed(1)} %`;
}

/** Draws a share as a bar. A share that is not zero has at least one mark. */
export function showBar(share: number, width: number): string {
  const marks = share <= 0 ? 0 : Math.max(1, Math.round(share * width));
  return '█'.repeat(Math.min(marks, width));
}
