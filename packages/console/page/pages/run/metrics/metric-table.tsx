import { qualityAddress } from '../../../address/addresses.js';
import { formatQuantity } from '../../../formats/format-quantity.js';
import { metricMatrix } from './metric-matrix.js';
import type { MetricRow } from './metric-rows.js';
import { sparkPath } from './spark-path.js';
import './metric-table.css';

/** One row for each column, one column for each figure; a mark where a value departs. */
export function MetricTable({
  rows,
  job,
  earlier,
}: {
  readonly rows: readonly MetricRow[];
  readonly job: string | null;
  /** How many earlier runs there are. */
  readonly earlier: number;
}) {
  const departing = rows.filter(({ departs }) => departs !== null).length;
  const { metrics, lines } = metricMatrix(rows.filter(({ column }) => column !== null));
  const ofRun = rows.filter(({ column }) => column === null);
  return (
    <div class="metrics">
      <p class="muted">{about(earlier, departing)}</p>
      {ofRun.length === 0 ? null : (
        <ul class="metrics__run">
          {ofRun.map((row) => (
            <li key={row.metric}>
              <span class="muted">{wordsOf(row.metric)}</span> <Figure row={row} job={job} />
            </li>
          ))}
        </ul>
      )}
      {lines.length === 0 ? null : (
        <div class="metrics__scroll" tabIndex={0} role="region" aria-label="Figures of columns">
          <table>
            <caption class="unseen">Figures of each column beside those of earlier runs</caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                {metrics.map((metric) => (
                  <th key={metric} scope="col">
                    {wordsOf(metric)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ column, cells }) => (
                <tr key={column}>
                  <th scope="row" class="code">
                    {column}
                  </th>
                  {cells.map((row, index) => (
                    <td key={metrics[index]}>
                      {row === null ? null : <Figure row={row} job={job} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

/** A figure, a line through those of earlier runs, and a mark if it departs. */
function Figure({ row, job }: { readonly row: MetricRow; readonly job: string | null }) {
  const { column, metric, value, usual, departs, earlier } = row;
  const path = sparkPath([...earlier.map((past) => past.value), value]);
  const shown = show(value, metric);
  const hint = earlier.length === 0 ? undefined : `usually ${show(usual, metric)}`;
  return (
    <span class={`figure${departs === null ? '' : ' figure--departs'}`} data-hint={hint}>
      {path === null ? null : (
        <svg
          class="figure__spark"
          viewBox="0 0 100 20"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d={path} />
        </svg>
      )}
      {job === null ? shown : <a href={qualityAddress(job, { column, metric })}>{shown}</a>}
      {departs === null ? null : (
        <span class="figure__mark">
          {departs === 'above' ? '▲' : '▼'} <span class="unseen">{departs} the usual</span>
          <span class="figure__usual">{show(usual, metric)}</span>
        </span>
      )}
    </span>
  );
}

function about(earlier: number, departing: number): string {
  if (earlier === 0) return 'There is no earlier run to compare with.';
  const runs = earlier === 1 ? 'the run before' : `the ${earlier} runs before`;
  const found =
    departing === 0
      ? 'no figure departs from them'
      : `${departing} ${departing === 1 ? 'figure departs' : 'figures depart'} from them (▲ above, ▼ below)`;
  return `Beside those of ${runs}: ${found}.`;
}

function show(value: MetricRow['value'], metric: string): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return metric.endsWith('_share') ? `${formatQuantity(value * 100)} %` : formatQuantity(value);
}

function wordsOf(metric: string): string {
  return metric.replaceAll('_', ' ');
}
