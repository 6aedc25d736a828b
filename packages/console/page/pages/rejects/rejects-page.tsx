import { useRoute } from 'preact-iso/router';
import type { WireRejectCounts, WireRejects } from '../../../src/wire/rejects.js';
import type { WireRun } from '../../../src/wire/runs.js';
import { jobAddress, runAddress } from '../../address/addresses.js';
import { useAddress } from '../../address/use-address-state.js';
import { apiPath } from '../../api/api-path.js';
import { useRole } from '../../api/session.js';
import { useAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../frame/page-head.js';
import { Button, ButtonLink } from '../../parts/form/button.js';
import { SelectField } from '../../parts/form/fields.js';
import { Pager } from '../../parts/list/pager.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { Problem } from '../../parts/notice/problem.js';
import { RunButtons } from '../run/actions/run-buttons.js';
import { RejectCounts } from './counts/reject-counts.js';
import {
  rejectCountsPath,
  type RejectFilters,
  rejectFiltersOf,
  rejectsCsvAddress,
  type RejectScope,
  rejectsPath,
} from './reject-filters.js';
import './rejects-page.css';
import { RejectRows } from './rows/reject-rows.js';

/** The rejected rows of a run. */
export function RunRejectsPage() {
  const { run = '' } = useRoute().params;
  const { data, problem, reload } = useAnswer<WireRun>(apiPath`/runs/${run}`);
  const job = data?.run.jobName ?? null;
  return (
    <div class="cards">
      <PageHead
        title={job === null ? 'Rejected rows of a run' : `Rejected rows of a run of ${job}`}
        above={
          <>
            {job === null ? null : <a href={jobAddress(job)}>Job {job}</a>}
            <a class="code" href={runAddress(run)}>
              Run {run}
            </a>
          </>
        }
      />
      {data === undefined ? null : <RunButtons wire={data} only={['replay']} />}
      {problem?.status === 404 ? (
        <Problem problem={problem} retry={reload} />
      ) : (
        <Rejects scope={{ kind: 'run', run }} />
      )}
    </div>
  );
}

/** The rejected rows of the runs of a job, those of the latest run first. */
export function JobRejectsPage() {
  const { job = '' } = useRoute().params;
  return (
    <div class="cards">
      <PageHead title={`Rejected rows of ${job}`} above={<a href={jobAddress(job)}>Job {job}</a>} />
      <p class="muted">Counts are those of the latest 50 runs with rejected rows.</p>
      <Rejects scope={{ kind: 'job', job }} />
    </div>
  );
}

function Rejects({ scope }: { readonly scope: RejectScope }) {
  const { query, change } = useAddress();
  const filters = rejectFiltersOf(query);
  const counts = useAnswer<WireRejectCounts>(rejectCountsPath(scope));
  const answer = useAnswer<WireRejects>(rejectsPath(scope, filters), { keepsPrevious: true });
  return (
    <>
      <section class="card" aria-labelledby="counts-title">
        <h2 id="counts-title">By code and column</h2>
        <Answered answer={counts} lines={4}>
          {({ counts: found }) =>
            found.length === 0 ? (
              <Notice kind="empty" title="No rejected rows were kept" />
            ) : (
              <RejectCounts
                counts={found}
                filters={filters}
                onChoose={(count) => {
                  change({
                    code: count?.code ?? null,
                    field: count?.field ?? null,
                    whole: count?.field === null ? 'true' : null,
                    cursor: null,
                  });
                }}
              />
            )
          }
        </Answered>
      </section>
      <section class="card rejects-page__rows" aria-labelledby="rows-title">
        <h2 id="rows-title">Rows</h2>
        <Filters query={query} filters={filters} onChange={change} />
        <Exports scope={scope} filters={filters} />
        <Answered answer={answer} lines={12}>
          {({ items, next, isMasked }) => (
            <>
              {isMasked && items.length > 0 ? <Masked /> : null}
              {items.length === 0 ? (
                <NoRows hasMore={next !== null} />
              ) : (
                <RejectRows
                  rows={items}
                  hasRuns={scope.kind === 'job'}
                  isStale={answer.isLoading}
                />
              )}
              <Pager
                cursor={filters.cursor}
                next={next}
                onCursor={(cursor) => {
                  change({ cursor });
                }}
              />
            </>
          )}
        </Answered>
      </section>
    </>
  );
}

function Filters({
  query,
  filters: { code, field, isWhole },
  onChange,
}: {
  readonly query: URLSearchParams;
  readonly filters: RejectFilters;
  readonly onChange: ReturnType<typeof useAddress>['change'];
}) {
  const chosen = [code, isWhole ? 'the whole row' : field].filter((part) => part !== null);
  return (
    <div class="rejects-page__filters">
      <SelectField
        label="Show"
        name="state"
        value={query.get('state') ?? ''}
        choices={[
          { value: '', label: 'All rejected rows' },
          { value: 'open', label: 'Not repaired' },
          { value: 'repaired', label: 'Repaired' },
        ]}
        onChange={(state) => {
          onChange({ state, cursor: null });
        }}
      />
      {chosen.length === 0 ? null : (
        <p>
          Only <span class="code">{chosen.join(' · ')}</span>{' '}
          <Button
            kind="link"
            onClick={() => {
              onChange({ code: null, field: null, whole: null, cursor: null });
            }}
          >
            Show all
          </Button>
        </p>
      )}
    </div>
  );
}

function Masked() {
  return (
    <Notice kind="info" title="The values of these rows are hidden">
      They may be personal data, and need the role data. Ask who runs this console for a token with
      that role; each view is recorded.
    </Notice>
  );
}

function NoRows({ hasMore }: { readonly hasMore: boolean }) {
  return hasMore ? (
    <Notice kind="empty" title="No row on this page matches">
      Older runs may have some: see the next page.
    </Notice>
  ) : (
    <Notice kind="empty" title="No row matches" />
  );
}

function Exports({
  scope,
  filters,
}: {
  readonly scope: RejectScope;
  readonly filters: RejectFilters;
}) {
  const maySee = useRole('data');
  if (!maySee) return <p class="muted">A CSV file of the rows needs the role data.</p>;
  const file = `rejects-${scope.kind === 'run' ? scope.run : scope.job}.csv`;
  return (
    <div class="rejects-page__exports">
      <ButtonLink icon="download" href={rejectsCsvAddress(scope, filters, false)} download={file}>
        CSV for a spreadsheet
      </ButtonLink>
      <ButtonLink
        icon="download"
        kind="quiet"
        href={rejectsCsvAddress(scope, filters, true)}
        download={file}
      >
        CSV with formulas as they are
      </ButtonLink>
    </div>
  );
}
