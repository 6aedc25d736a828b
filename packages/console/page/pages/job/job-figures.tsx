import type { ComponentChildren } from 'preact';
import type { WireJob } from '../../../src/wire/jobs.js';
import { formatShare } from '../../formats/format-quantity.js';
import { Lasting } from '../../parts/text/lasting.js';
import { Moment, None } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';

/** What the runs of a job are like. */
export function JobFigures({ job: { statistics, lastRuns } }: { readonly job: WireJob }) {
  const { ended, successRate, medianDurationMs, medianLoaded } = statistics;
  return (
    <dl class="job-page__figures">
      <Figure name="Success" note={noteOf(ended)}>
        {successRate === null ? <None /> : formatShare(successRate)}
      </Figure>
      <Figure name="Usual duration" note="median of successful runs">
        <Lasting ms={medianDurationMs} />
      </Figure>
      <Figure name="Usual rows" note="median of successful runs">
        <Quantity of={medianLoaded} />
      </Figure>
      <Figure name="Last run" note="">
        <Moment at={lastRuns[0]?.startedAt ?? null} isRelative />
      </Figure>
    </dl>
  );
}

function noteOf(ended: number): string {
  if (ended === 0) return 'no runs yet';
  return ended === 1 ? 'of 1 run' : `of the last ${ended} runs`;
}

function Figure(props: {
  readonly name: string;
  readonly note: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="card job-page__figure">
      <dt>{props.name}</dt>
      <dd>
        <span class="job-page__value">{props.children}</span>
        <span class="muted">{props.note}</span>
      </dd>
    </div>
  );
}
