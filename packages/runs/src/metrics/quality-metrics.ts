import type { Queryable } from '@wdh/postgres';
import type { RowCounts } from './row-counts.js';

/** A figure about the data of a run. */
export interface QualityMetric {
  /** The column of the target; null for a figure about the run. */
  readonly column: string | null;
  readonly name: string;
  /** A text for a date or a timestamp. */
  readonly value: number | string;
}

/** Figures about a run as a whole; shares are between 0 and 1. */
export function qualityMetricsOf(rows: RowCounts): readonly QualityMetric[] {
  const share = (part: number): number => (rows.read === 0 ? 0 : part / rows.read);
  const figures = {
    rows_read: rows.read,
    rows_loaded: rows.inserted + rows.updated + rows.unchanged,
    rows_rejected: rows.rejected,
    rejected_share: share(rows.rejected),
    filtered_share: share(rows.filtered),
    superseded_share: share(rows.superseded),
  };
  return Object.entries(figures).map(([name, value]) => ({ column: null, name, value }));
}

/** Records figures about the data of a run. */
export async function recordQualityMetrics(
  on: Queryable,
  executionId: string,
  domain: string,
  metrics: readonly QualityMetric[],
): Promise<void> {
  const given = metrics.map(({ column, name, value }) =>
    typeof value === 'number'
      ? { column, name, number: String(value) }
      : { column, name, text: value },
  );
  await on.query(
    `insert into public.data_quality_metrics
       (execution_id, domain, column_name, metric_name, metric_value, metric_text)
     select $1, $2, metric."column", metric.name, metric.number, metric.text
     from json_to_recordset($3::text::json)
       as metric ("column" text, name text, number numeric, text text)`,
    [executionId, domain, JSON.stringify(given)],
  );
}
