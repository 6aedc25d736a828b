/** How the values of a plot are written: numbers, amounts from 0, shares of a whole, days, or times. */
export type ValueKind = 'number' | 'amount' | 'share' | 'day' | 'time';

/** The values of a plot as numbers: days and times as milliseconds since 1970; null: there is none. */
export interface PlotValues {
  readonly kind: ValueKind;
  readonly values: readonly (number | null)[];
}

const day = /^\d{4}-\d{2}-\d{2}$/u;
const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u;

/**
 * Returns the values of a figure as numbers that can be plotted; null: they are texts, which can only be
 * listed.
 */
export function plotValues(
  values: readonly (number | string | null)[],
  metric: string,
): PlotValues | null {
  const known = values.filter((value) => value !== null);
  const texts = known.filter((value) => typeof value === 'string');
  if (texts.length === 0) {
    const kind = metric.endsWith('_share') ? 'share' : 'number';
    return { kind, values: values.map((value) => (typeof value === 'number' ? value : null)) };
  }
  if (texts.length < known.length) return null;
  const kind = texts.every((text) => day.test(text)) ? 'day' : 'time';
  if (kind === 'time' && !texts.every((text) => day.test(text) || time.test(text))) return null;
  const parsed = values.map((value) => (typeof value === 'string' ? millisOf(value) : null));
  return { kind, values: parsed };
}

/** Reads a time of PostgreSQL, which may have a space and a zone of two digits; null: out of range. */
function millisOf(text: string): number | null {
  const [date = '', clock = '00:00Z'] = text.split(/[T ]/u);
  const whole = clock.replace(/([+-]\d{2})$/u, '$1:00');
  const millis = Date.parse(
    `${date}T${/(?:Z|[+-]\d{2}:\d{2})$/u.test(whole) ? whole : `${whole}Z`}`,
  );
  return Number.isNaN(millis) ? null : millis;
}
