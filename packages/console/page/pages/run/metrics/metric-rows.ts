import type { WireRunMetrics } from '../../../../src/wire/runs.js';

type Value = number | string | null;

/** A figure of a run beside the same figure of earlier runs. */
export interface MetricRow {
  readonly column: string | null;
  readonly metric: string;
  readonly value: Value;
  /** Those of earlier runs, the earliest first; undefined where a run has none. */
  readonly earlier: readonly MetricPast[];
  /** Median of the earlier numbers; the latest text or date; null without any. */
  readonly usual: Value;
  /** How a number departs from the earlier ones; null if it does not. */
  readonly departs: 'above' | 'below' | null;
}

/** The figure of an earlier run. */
export interface MetricPast {
  readonly executionId: string;
  readonly startedAt: string;
  readonly value: Value | undefined;
}

/** Figures with this prefix are results of checks, which have a place of their own. */
const checkPrefix = 'check.';
/** A departure needs this many earlier numbers. */
const enough = 3;

/** Returns the figures of a run, those about the run first, then by column. */
export function metricRows({ metrics, earlier }: WireRunMetrics): readonly MetricRow[] {
  const pasts = earlier.map(({ executionId, startedAt, metrics: figures }) => ({
    executionId,
    startedAt,
    values: new Map(figures.map((figure) => [keyOf(figure), figure.value])),
  }));
  return metrics
    .filter(({ metric }) => !metric.startsWith(checkPrefix))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((figure) => {
      const key = keyOf(figure);
      const past = pasts.map(({ values, ...run }) => ({ ...run, value: values.get(key) }));
      const numbers = past.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
      const latest = past.findLast(({ value }) => value !== undefined)?.value ?? null;
      const { column, metric, value } = figure;
      return {
        column,
        metric,
        value,
        earlier: past,
        usual: numbers.length === 0 ? latest : medianOf(numbers),
        departs: departureOf(value, numbers),
      };
    });
}

/**
 * Returns how a number departs: by more than five times the usual distance from the median, and at
 * least 5 % of it. Medians ignore a single earlier run that was unusual itself.
 */
export function departureOf(value: Value, earlier: readonly number[]): MetricRow['departs'] {
  if (typeof value !== 'number' || earlier.length < enough) return null;
  const median = medianOf(earlier);
  const distance = medianOf(earlier.map((one) => Math.abs(one - median)));
  const allowed = Math.max(distance * 5, Math.abs(median) * 0.05);
  if (Math.abs(value - median) <= allowed) return null;
  return value > median ? 'above' : 'below';
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? 0;
  const high = sorted[Math.ceil(middle)] ?? 0;
  return (low + high) / 2;
}

const ofRun = ['rows_read', 'rows_loaded', 'rows_rejected'];

/** Figures about the run come first, in their usual order. */
function placeOf({ column, metric }: WireRunMetrics['metrics'][number]): number {
  if (column !== null) return ofRun.length + 1;
  const place = ofRun.indexOf(metric);
  return place === -1 ? ofRun.length : place;
}

function keyOf({ column, metric }: { readonly column: string | null; readonly metric: string }) {
  return JSON.stringify([column, metric]);
}
