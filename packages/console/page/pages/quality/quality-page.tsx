import { useRoute } from 'preact-iso/router';
import type { WireJob } from '../../../src/wire/jobs.js';
import { jobAddress, launchAddress } from '../../address/addresses.js';
import { useAddress } from '../../address/use-address-state.js';
import { apiPath } from '../../api/api-path.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { CheckStrips } from './check-strips.js';
import { FigureChoice } from './figure-choice.js';
import { FigureHistory } from './figure-history.js';
import { chosenFigure } from './figure-names.js';
import './quality-page.css';

const runCounts = ['30', '100', '300', '500'];

/** What the data of a job is like over time: a figure of its runs, and the outcome of its checks. */
export function QualityPage() {
  const job = useRoute().params['job'] ?? '';
  const answer = useAnswer<WireJob>(apiPath`/jobs/${job}`);
  const { query, change } = useAddress();
  const asked = query.get('runs') ?? '';
  const runs = runCounts.includes(asked) ? asked : '100';
  return (
    <>
      <PageHead
        title={`Data quality of ${job}`}
        above={
          <>
            <a href="jobs">Jobs</a>
            <a href={jobAddress(job)}>{job}</a>
          </>
        }
      />
      <Answered answer={answer} lines={12}>
        {({ metrics }) => {
          const wanted = { column: query.get('column'), metric: query.get('metric') };
          const figure = chosenFigure(metrics, wanted);
          if (figure === null) return <NoFigures job={job} />;
          return (
            <div class="quality-page">
              <FigureChoice
                {...{ figure, runs, runCounts }}
                figures={metrics}
                search={query.get('find') ?? ''}
                onChange={change}
              />
              <FigureHistory {...{ job, figure, runs }} />
              <CheckStrips job={job} runs={runs} />
            </div>
          );
        }}
      </Answered>
    </>
  );
}

function NoFigures({ job }: { readonly job: string }) {
  return (
    <Notice kind="empty" title="There are no figures yet">
      <p>
        Each run that loads its rows records them: <a href={launchAddress(job)}>launch the job</a>.
      </p>
    </Notice>
  );
}
