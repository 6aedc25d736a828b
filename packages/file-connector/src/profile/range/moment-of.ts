const parts =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|([+-])(\d\d):?(\d\d)?)?$/;

/**
 * Returns the moment of a date-time in ISO 8601 in seconds since 1970, to order moments by; one
 * without a time zone is read as UTC.
 */
export function momentOf(cell: string): number {
  const found = parts.exec(cell);
  if (found === null) return NaN;
  const [, year, month, day, hour, minute, second = 0, fraction = 0, sign, hours, minutes] = found;
  const date = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const local = date.getTime() / 1000 + 3600 * Number(hour) + 60 * Number(minute) + Number(second);
  const offset = 3600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0);
  return local - (sign === '-' ? -offset : offset) + Number(fraction);
}
