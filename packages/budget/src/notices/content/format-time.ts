const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Formats a time, such as `2026-12-01 00:00 UTC`. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Formats a time and its distance, such as `2026-12-01 00:00 UTC, in 3 days`. */
export function formatTimeFrom(time: Date, now: Date): string {
  const distance = distanceOf(time.getTime() - now.getTime());
  return distance === null ? formatTime(time) : `${formatTime(time)}, ${distance}`;
}

function distanceOf(ms: number): string | null {
  if (ms <= 0) return null;
  if (ms < hourMs) return 'in less than an hour';
  if (ms < 2 * dayMs) return `in ${counted(Math.ceil(ms / hourMs), 'hour')}`;
  return `in ${counted(Math.ceil(ms / dayMs), 'day')}`;
}

const counted = (count: number, unit: string): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`;
