import type { MetricRow } from './metric-rows.js';

/** Figures by column of the target and by metric. */
export interface MetricMatrix {
  /** Names of the metrics, the usual ones first. */
  readonly metrics: readonly string[];
  readonly lines: readonly {
    readonly column: string;
    /** One for each metric; null where a column has none. */
    readonly cells: readonly (MetricRow | null)[];
  }[];
}

const usualOrder = ['nulls', 'null_share', 'distinct_estimate', 'min', 'max'];

/** Arranges figures of columns as a table. */
export function metricMatrix(rows: readonly MetricRow[]): MetricMatrix {
  const found = new Set(rows.map(({ metric }) => metric));
  const metrics = [
    ...usualOrder.filter((metric) => found.has(metric)),
    ...[...found].filter((metric) => !usualOrder.includes(metric)),
  ];
  const columns = [...new Set(rows.flatMap(({ column }) => column ?? []))];
  const lines = columns.map((column) => ({
    column,
    cells: metrics.map(
      (metric) => rows.find((row) => row.column === column && row.metric === metric) ?? null,
    ),
  }));
  return { metrics, lines };
}
