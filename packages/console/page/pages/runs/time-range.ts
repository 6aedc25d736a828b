const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Ranges of time that a list offers, by their word in the address. */
export const timeRanges = [
  { value: '1h', label: 'Last hour', lengthMs: hourMs },
  { value: '24h', label: 'Last 24 hours', lengthMs: dayMs },
  { value: '7d', label: 'Last 7 days', lengthMs: 7 * dayMs },
  { value: '30d', label: 'Last 30 days', lengthMs: 30 * dayMs },
] as const;

/** Returns when a range begins, in ISO 8601; null for an unknown one. */
export function beginOf(range: string | null, now: Date): string | null {
  const found = timeRanges.find(({ value }) => value === range);
  return found === undefined ? null : new Date(now.getTime() - found.lengthMs).toISOString();
}

/** Writes a time for a field of date and time, in a zone: `2026-11-30T14:03`. */
export function toFieldTime(iso: string | null, zone: string): string {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 16);
}

/** Reads a time of a field in a zone as ISO 8601; null if it is no time. */
export function fromFieldTime(text: string, zone: string): string | null {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  // The offset depends on the time that is looked for: the second guess is right around a change.
  const guess = wall - offsetMs(wall, zone);
  return new Date(wall - offsetMs(guess, zone)).toISOString();
}

/** Returns by how much the clocks of a zone are ahead of UTC. */
function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  const wall = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return wall - Math.floor(at / 1_000) * 1_000;
}
