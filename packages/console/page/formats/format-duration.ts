const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Writes a duration for people: `340 ms`, `4.2 s`, `2 min 05 s`, `3 h 07 min`, `2 d 4 h`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < secondMs) return `${ms} ms`;
  if (ms < 9_950) return `${(ms / secondMs).toFixed(1)} s`;
  if (ms < minuteMs - 500) return `${Math.round(ms / secondMs)} s`;
  if (ms < hourMs - 500) {
    const seconds = Math.round(ms / secondMs);
    return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  }
  if (ms < dayMs - minuteMs / 2) {
    const minutes = Math.round(ms / minuteMs);
    return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
  }
  const hours = Math.round(ms / hourMs);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Writes a duration in words, for screen readers: `2 minutes 5 seconds`. */
export function spellDuration(durationMs: number): string {
  const words = { ms: 'millisecond', s: 'second', min: 'minute', h: 'hour', d: 'day' } as const;
  return formatDuration(durationMs).replace(
    /0?(\d[\d.]*) (ms|s|min|h|d)\b/g,
    (_, count: string, unit: keyof typeof words) =>
      `${count} ${words[unit]}${count === '1' ? '' : 's'}`,
  );
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
