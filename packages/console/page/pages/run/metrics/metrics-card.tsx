import type { WireRunMetrics } from '../../../../src/wire/runs.js';
import { apiPath } from '../../../api/api-path.js';
import { useAnswer } from '../../../api/use-answer.js';
import { Answered } from '../../../parts/notice/answered.js';
import { metricRows } from './metric-rows.js';
import { MetricTable } from './metric-table.js';

/** Figures of the data of a run beside those of up to ten earlier runs of its job. */
export function MetricsCard({
  executionId,
  job,
}: {
  readonly executionId: string;
  readonly job: string | null;
}) {
  const answer = useAnswer<WireRunMetrics>(apiPath`/runs/${executionId}/metrics`);
  return (
    <section class="card" aria-labelledby="metrics-title">
      <h2 id="metrics-title">Data quality</h2>
      <Answered answer={answer} lines={8}>
        {(data) => {
          const rows = metricRows(data);
          return rows.length === 0 ? (
            <p class="muted">No figures were recorded: a run that loads its rows has some.</p>
          ) : (
            <MetricTable rows={rows} job={job} earlier={data.earlier.length} />
          );
        }}
      </Answered>
    </section>
  );
}
