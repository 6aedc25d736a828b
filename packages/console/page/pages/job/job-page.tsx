import { useRoute } from 'preact-iso/router';
import type { WireJob } from '../../../src/wire/jobs.js';
import { launchAddress } from '../../address/addresses.js';
import { apiPath } from '../../api/api-path.js';
import { useRole } from '../../api/session.js';
import { useReloadOnRuns } from '../../api/stream/use-reload-on-runs.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { ButtonLink } from '../../parts/form/button.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { GraphOfJob } from './graph-of-job.js';
import { JobFacts } from './job-facts.js';
import { JobFigures } from './job-figures.js';
import { JobLinks } from './job-links.js';
import { LastRuns } from './last-runs.js';
import './job-page.css';

/** A job: what it does, its graph, and how its runs ended. */
export function JobPage() {
  const name = useRoute().params['job'] ?? '';
  const answer = useAnswer<WireJob>(apiPath`/jobs/${name}`);
  const canLaunch = useRole('operator');
  useReloadOnRuns(answer.reload);
  return (
    <>
      <PageHead
        title={name}
        above={<a href="jobs">Jobs</a>}
        actions={
          canLaunch && answer.data?.isRegistered !== false ? (
            <ButtonLink href={launchAddress(name)} icon="play" kind="main">
              Launch
            </ButtonLink>
          ) : null
        }
      />
      <Answered answer={answer} lines={12}>
        {(job) => <Job job={job} />}
      </Answered>
    </>
  );
}

function Job({ job }: { readonly job: WireJob }) {
  return (
    <div class="job-page">
      {job.isRegistered ? null : (
        <Notice kind="warning" title="The project does not declare this job any more">
          <p>
            Its runs are kept. To launch it again, name it in wdh.config.ts and start the console.
          </p>
        </Notice>
      )}
      {job.description === null || job.description === '' ? null : <p>{job.description}</p>}
      <JobLinks job={job} />
      <JobFigures job={job} />
      {job.graph === null ? null : <GraphOfJob job={job.name} graph={job.graph} />}
      <div class="job-page__columns">
        <LastRuns job={job} />
        <JobFacts job={job} />
      </div>
    </div>
  );
}
