/** The offsets of a time zone, at any moment. */
export interface ZoneRules {
  /** Returns the seconds east of UTC at a moment in seconds since 1970. */
  readonly offsetAt: (seconds: number) => number;
}

/** Returns the rules of a zone whose offset never changes. */
export const fixedRules = (offset: number): ZoneRules => ({ offsetAt: () => offset });

interface Span {
  /** Where each offset begins, in seconds since 1970; the first at the start of the span. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

const day = 86_400;
/** Half of the shortest time between two changes of any zone, which is 7 days (Recife, 2000). */
const step = 3 * day;
const stepsOfSpan = 122;
const spanLength = step * stepsOfSpan;
/** No zone changes before: the first change of the zone database is in 1844. */
const firstChange = -5_364_662_400;
/** Spans that a zone keeps: those of a thousand years. */
const maxSpans = 1000;

/**
 * Returns the rules of a zone by the zone database of the runtime (`Intl`), not by the zone of the
 * machine; null for a name that it does not know.
 */
export function namedRules(name: string): ZoneRules | null {
  const format = formatOf(name);
  if (format === null) return null;
  const read = (seconds: number): number => offsetOf(format, seconds);
  const spans = new Map<number, Span>();
  return {
    offsetAt: (seconds) => {
      const moment = Math.max(seconds, firstChange);
      const number = Math.floor(moment / spanLength);
      let span = spans.get(number);
      if (span === undefined) {
        if (spans.size >= maxSpans) spans.clear();
        span = spanFrom(number * spanLength, read);
        spans.set(number, span);
      }
      let index = span.starts.length - 1;
      while (index > 0 && moment < (span.starts[index] ?? 0)) index -= 1;
      return span.offsets[index] ?? 0;
    },
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

/** Finds the changes of a span, of which there is one at most in a step. */
function spanFrom(start: number, read: (seconds: number) => number): Span {
  const starts = [start];
  const offsets = [read(start)];
  for (let index = 1; index <= stepsOfSpan; index += 1) {
    let to = start + index * step;
    let from = to - step;
    const before = offsets.at(-1);
    const after = read(to);
    if (after === before) continue;
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      if (read(middle) === before) from = middle;
      else to = middle;
    }
    starts.push(to);
    offsets.push(after);
  }
  return { starts, offsets };
}

function offsetOf(format: Intl.DateTimeFormat, seconds: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = Number(value);
  const { year = 0, month = 0, day: dayOfMonth = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, dayOfMonth, hour, minute, second) / 1000 - seconds;
}
