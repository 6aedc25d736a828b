import type { WireJobs, WireJobSummary } from '../../../src/wire/jobs.js';
import type { WireSchedules } from '../../../src/wire/queue.js';
import { useAddressState } from '../../address/use-address-state.js';
import { useSession } from '../../api/session.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { TextField } from '../../parts/form/fields.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { JobsTable } from './jobs-table.js';
import { matchingJobs } from './matching-jobs.js';
import { type NextTimes, nextTimes } from './next-times.js';
import './jobs-page.css';

/** All jobs: what each loads, and how its last runs ended. */
export function JobsPage() {
  const answer = useAnswer<WireJobs>('/jobs');
  useReloadOnRuns(answer.reload);
  const hasQueue = useSession()?.hasQueue ?? false;
  const schedules = useAnswer<WireSchedules>(hasQueue ? '/schedules' : null);
  const next = nextTimes(schedules.data?.schedules ?? []);
  return (
    <>
      <PageHead title="Jobs" />
      <Answered answer={answer} lines={10}>
        {({ jobs }) => (jobs.length === 0 ? <NoJobs /> : <FoundJobs jobs={jobs} next={next} />)}
      </Answered>
    </>
  );
}

function FoundJobs({
  jobs,
  next,
}: {
  readonly jobs: readonly WireJobSummary[];
  readonly next: NextTimes;
}) {
  const [text, setText] = useAddressState('text');
  const found = matchingJobs(jobs, text ?? '');
  return (
    <>
      <div class="jobs-page__search">
        <TextField
          label="Search"
          name="text"
          type="search"
          value={text ?? ''}
          onChange={(next) => {
            setText(next, { replace: true });
          }}
          placeholder="Name, table or description"
        />
      </div>
      {found.length === 0 ? (
        <Notice kind="empty" title="No job matches the search">
          <p>Search for a part of the name, of the table or of the description.</p>
        </Notice>
      ) : (
        <JobsTable jobs={found} next={next} />
      )}
    </>
  );
}

function NoJobs() {
  return (
    <Notice kind="empty" title="There are no jobs yet">
      <p>
        Declare one with <code>defineJob</code>, name it in <code>wdh.config.ts</code>, and start
        the console again. <code>wdh new</code> writes a first one.
      </p>
    </Notice>
  );
}
