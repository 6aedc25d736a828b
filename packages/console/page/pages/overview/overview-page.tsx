import { useEffect, useState } from 'preact/hooks';
import type { WireOverview } from '../../../src/wire/overview.js';
import { withQuery } from '../../api/api-path.js';
import { useStore } from '../../api/store.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import { ActiveRuns } from './active-runs.js';
import { DayBars } from './day-bars.js';
import { FailedRuns } from './failed-runs.js';
import { NextSchedules, QueueDepth } from './queue-cards.js';
import { judge } from './verdict.js';
import './overview-page.css';

/** Whether everything is all right, in one look. */
export function OverviewPage() {
  const own = zoneOf(useStore(timeZone));
  // The database of the records may not know the zone of the reader.
  const [unknown, setUnknown] = useState<string | null>(null);
  const zone = own === unknown ? 'UTC' : own;
  const answer = useAnswer<WireOverview>(withQuery('/overview', { zone }));
  const isRefused = answer.problem?.status === 400;
  useEffect(() => {
    if (isRefused && zone !== 'UTC') setUnknown(zone);
  }, [isRefused, zone]);
  useReloadOnRuns(answer.reload);
  return (
    <>
      <PageHead title="Overview" />
      <Answered answer={answer} lines={14}>
        {(overview) => {
          const { kind, title, detail } = judge(overview);
          return (
            <div class="overview">
              <div class="overview__verdict">
                <Notice kind={kind} title={title}>
                  <p>{detail}</p>
                </Notice>
              </div>
              <div class="overview__column overview__column--wide">
                <FailedRuns runs={overview.failed} />
                <DayBars days={overview.days} />
              </div>
              <div class="overview__column">
                <ActiveRuns
                  running={overview.running}
                  queued={overview.queued}
                  count={overview.open.running + overview.open.queued}
                />
                {overview.queue === null ? null : <QueueDepth queue={overview.queue} />}
                <NextSchedules next={overview.next} />
              </div>
            </div>
          );
        }}
      </Answered>
    </>
  );
}
