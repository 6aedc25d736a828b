import { useRoute } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import type { WirePartitions } from '../../../src/wire/queue.js';
import { jobAddress } from '../../address/addresses.js';
import { useAddressState } from '../../address/use-address-state.js';
import { apiPath, withQuery } from '../../api/api-path.js';
import { useRole } from '../../api/session.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Button } from '../../parts/form/button.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { BackfillDialog } from './backfill-dialog.js';
import { PartitionLegend } from './partition-legend.js';
import { PartitionTable } from './partition-table.js';
import './partitions-page.css';

/** The partitions of a job: which are loaded, and a form that loads others. */
export function PartitionsPage() {
  const job = useRoute().params['job'] ?? '';
  const [to, setTo] = useAddressState('to');
  const [isAsking, setAsking] = useState(false);
  const canLoad = useRole('operator');
  const path = withQuery(apiPath`/jobs/${job}/partitions`, { to });
  const answer = useAnswer<WirePartitions>(path, { keepsPrevious: true });
  useReloadOnRuns(answer.reload);
  const items = answer.data?.items ?? [];
  return (
    <>
      <PageHead
        title={`Partitions of ${job}`}
        above={
          <>
            <a href="jobs">Jobs</a>
            <a href={jobAddress(job)}>{job}</a>
          </>
        }
        actions={
          canLoad && items.length > 0 ? (
            <Button
              kind="main"
              icon="play"
              onClick={() => {
                setAsking(true);
              }}
            >
              Load a range
            </Button>
          ) : null
        }
      />
      <Answered answer={answer} lines={12}>
        {(found) =>
          found.items.length === 0 ? (
            <Notice kind="empty" title="No partition is complete yet">
              <p>The job declares {found.description}.</p>
            </Notice>
          ) : (
            <div class="partitions-page">
              <p class="muted">{`The job declares ${found.description}.`}</p>
              <PartitionLegend items={found.items} />
              <PartitionTable job={job} found={found} />
              <Earlier found={found} isLatest={to === null} onTo={setTo} />
            </div>
          )
        }
      </Answered>
      {isAsking ? (
        <BackfillDialog
          job={job}
          items={items}
          onClose={() => {
            setAsking(false);
          }}
          onLoaded={answer.reload}
        />
      ) : null}
    </>
  );
}

/** Leads to the partitions before these, and back. */
function Earlier({
  found: { items, hasEarlier },
  isLatest,
  onTo,
}: {
  readonly found: WirePartitions;
  readonly isLatest: boolean;
  readonly onTo: (key: string | null) => void;
}) {
  const first = items[0]?.key;
  if (isLatest && !hasEarlier) return null;
  return (
    <nav class="partitions-page__pages" aria-label="Pages of the partitions">
      <Button
        isDisabled={isLatest}
        onClick={() => {
          onTo(null);
        }}
      >
        Latest partitions
      </Button>
      <Button
        isDisabled={!hasEarlier || first === undefined}
        onClick={() => {
          onTo(first ?? null);
        }}
      >
        Earlier partitions
      </Button>
    </nav>
  );
}
