import type { WireBackfilled } from '../../../src/wire/queue.js';
import { formatQuantity } from '../../formats/format-quantity.js';
import { Notice } from '../../parts/notice/notice.js';

const mostShown = 10;

/** What a backfill has queued, and why not the rest. */
export function BackfillResult({
  result: { queued, skipped, problems },
}: {
  readonly result: WireBackfilled;
}) {
  const more = problems.length - mostShown;
  return (
    <Notice
      kind={problems.length > 0 ? 'warning' : 'success'}
      title={`${formatQuantity(queued)} queued, ${formatQuantity(skipped)} left as they are`}
      isUrgent
    >
      {problems.length === 0 ? null : (
        <ul class="partitions-page__problems">
          {problems.slice(0, mostShown).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {more > 0 ? <li>{`${formatQuantity(more)} more.`}</li> : null}
        </ul>
      )}
    </Notice>
  );
}
