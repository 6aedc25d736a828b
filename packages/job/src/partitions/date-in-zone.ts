/** Returns the function from a time to its date in a time zone; null for a zone that does not exist. */
export function dateInZone(timezone: string): ((time: Date) => string) | null {
  try {
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: timezone,
      ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    });
    return (time) => {
      const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
      return (['year', 'month', 'day'] as const).map((type) => parts.get(type)).join('-');
    };
  } catch {
    return null;
  }
}
