import type { WireMetricHistory, WireMetricPoint } from '../../../src/wire/jobs.js';
import { runAddress } from '../../address/addresses.js';
import { apiPath, withQuery } from '../../api/api-path.js';
import { serverNow } from '../../api/clock.js';
import { useStore } from '../../api/store.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { formatMoment } from '../../formats/format-moment.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { plotValues } from '../../plot/plot-values.js';
import { Plot } from '../../plot/plot.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import { type Figure, metricLabel } from './figure-names.js';
import { figureText } from './figure-text.js';
import { ValueTable } from './value-table.js';

/** A figure of the last runs: a plot whose points lead to the runs, and the values as a table. */
export function FigureHistory({
  job,
  figure: { column, metric },
  runs,
}: {
  readonly job: string;
  readonly figure: Figure;
  readonly runs: string;
}) {
  const path = withQuery(apiPath`/jobs/${job}/metrics`, { column, metric, runs });
  const answer = useAnswer<WireMetricHistory>(path, { keepsPrevious: true });
  useReloadOnRuns(answer.reload);
  const name = column === null ? metricLabel(metric) : `${metricLabel(metric)} of ${column}`;
  return (
    <section class="card quality-page__history">
      <h2>{name}</h2>
      <Answered answer={answer} lines={8}>
        {({ points }) => <History {...{ points, metric, name }} />}
      </Answered>
    </section>
  );
}

function History({
  points,
  metric,
  name,
}: {
  readonly points: readonly WireMetricPoint[];
  readonly metric: string;
  readonly name: string;
}) {
  const zone = zoneOf(useStore(timeZone));
  if (points.length === 0) {
    return (
      <Notice kind="empty" title="None of these runs has this figure">
        <p>Choose another figure, or more runs.</p>
      </Notice>
    );
  }
  const plotted = plotValues(
    points.map(({ value }) => value),
    metric,
  );
  const kind = plotted?.kind ?? 'number';
  const named = points.map(({ executionId, startedAt, value }) => {
    const moment = formatMoment(new Date(startedAt), serverNow(), { zone });
    return {
      href: runAddress(executionId),
      text: `${figureText(value, kind)}, run of ${moment}`,
      moment,
    };
  });
  const [first, last] = [dayOf(named[0]?.moment ?? ''), dayOf(named.at(-1)?.moment ?? '')];
  const marks = named.map(({ moment, ...mark }) => ({
    ...mark,
    // Runs of one day differ by their times.
    label: first === last ? moment.slice(first.length + 2) : dayOf(moment),
  }));
  return (
    <>
      {plotted === null ? (
        <Notice kind="info" title="These values are texts">
          <p>They have no place on an axis: the table lists them.</p>
        </Notice>
      ) : (
        <Plot
          label={`${name}, by runs, the latest last`}
          plotted={plotted}
          marks={marks}
          write={(value) => figureText(value, kind)}
        />
      )}
      <ValueTable {...{ points, kind, name }} isOpen={plotted === null} />
    </>
  );
}

/** The day of a time that is written as `30 Nov, 14:03`. */
function dayOf(moment: string): string {
  return moment.replace(/,.*$/u, '');
}
