const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes the time of a day to the millisecond, as a log does: `14:03:05.120`. */
export function formatClock(at: string, zone: string): string {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
      timeZone: zone,
    });
  formats.set(zone, format);
  return format.format(new Date(at));
}
