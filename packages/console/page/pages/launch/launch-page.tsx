import { useRoute } from 'preact-iso/router';
import type { WireJob } from '../../../src/wire/jobs.js';
import type { WireRun } from '../../../src/wire/runs.js';
import { jobAddress, runAddress } from '../../address/addresses.js';
import { useAddressState } from '../../address/use-address-state.js';
import { apiPath } from '../../api/api-path.js';
import { useRole } from '../../api/session.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { LaunchForm } from './launch-form.js';
import './launch-page.css';

/** The form that launches a job; `?repeat=RUN` fills it with the request of a run. */
export function LaunchPage() {
  const name = useRoute().params['job'] ?? '';
  const [repeat] = useAddressState('repeat');
  const job = useAnswer<WireJob>(apiPath`/jobs/${name}`);
  const repeated = useAnswer<WireRun>(repeat === null ? null : apiPath`/runs/${repeat}`);
  const canLaunch = useRole('operator');
  return (
    <>
      <PageHead
        title={`Launch ${name}`}
        above={
          <>
            <a href="jobs">Jobs</a>
            <a href={jobAddress(name)}>{name}</a>
          </>
        }
      />
      {canLaunch ? (
        <Answered answer={job} lines={12}>
          {({ form }) =>
            form === null ? (
              <NotRegistered />
            ) : repeat === null ? (
              <LaunchForm key="new" job={name} form={form} repeated={null} />
            ) : (
              <>
                <p class="launch-page__repeats">
                  The form holds the request of <a href={runAddress(repeat)}>run {repeat}</a>.
                </p>
                <Answered answer={repeated} lines={12}>
                  {({ run }) => <LaunchForm key={repeat} job={name} form={form} repeated={run} />}
                </Answered>
              </>
            )
          }
        </Answered>
      ) : (
        <NoRole />
      )}
    </>
  );
}

function NotRegistered() {
  return (
    <Notice kind="warning" title="The project does not declare this job any more">
      <p>To launch it again, name it in wdh.config.ts and start the console.</p>
    </Notice>
  );
}

function NoRole() {
  return (
    <Notice kind="warning" title="Your role does not launch jobs">
      <p>Ask who runs this console for a token with the role operator.</p>
    </Notice>
  );
}
