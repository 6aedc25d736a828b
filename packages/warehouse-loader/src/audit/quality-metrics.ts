import type { Queryable } from '../connection/queryable.js';
import type { RowCounts } from './execution.js';

/** Figures about the data of a run by their names; shares are between 0 and 1. */
export function qualityMetricsOf(rows: RowCounts): ReadonlyMap<string, number> {
  const share = (part: number): number => (rows.read === 0 ? 0 : part / rows.read);
  return new Map([
    ['rows_read', rows.read],
    ['rows_loaded', rows.inserted + rows.updated + rows.unchanged],
    ['rows_rejected', rows.rejected],
    ['rejected_share', share(rows.rejected)],
    ['filtered_share', share(rows.filtered)],
    ['superseded_share', share(rows.superseded)],
  ]);
}

/** Records figures about the data of a run. */
export async function recordQualityMetrics(
  on: Queryable,
  executionId: string,
  domain: string,
  metrics: ReadonlyMap<string, number>,
): Promise<void> {
  await on.query(
    `insert into public.data_quality_metrics (execution_id, domain, metric_name, metric_value)
     select $1, $2, metric.key, metric.value::numeric from json_each_text($3::text::json) as metric`,
    [executionId, domain, JSON.stringify(Object.fromEntries(metrics))],
  );
}
