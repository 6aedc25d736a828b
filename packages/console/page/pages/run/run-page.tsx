import { useRoute } from 'preact-iso/router';
import { useCallback } from 'preact/hooks';
import type { WireRun } from '../../../src/wire/runs.js';
import { jobAddress, runAddress, runRejectsAddress, runsAddress } from '../../address/addresses.js';
import { useAddress } from '../../address/use-address-state.js';
import { useNow } from '../../api/clock.js';
import { PageHead } from '../../frame/page-head.js';
import { Notice } from '../../parts/notice/notice.js';
import { Problem } from '../../parts/notice/problem.js';
import { Skeleton } from '../../parts/notice/skeleton.js';
import { StatusBadge } from '../../parts/text/status-badge.js';
import { RunButtons } from './actions/run-buttons.js';
import { RunChecks } from './facts/run-checks.js';
import { RunChildren } from './facts/run-children.js';
import { RunFacts } from './facts/run-facts.js';
import { RunRequest } from './facts/run-request.js';
import { attemptOf } from './graph/run-figures.js';
import { RunGraph } from './graph/run-graph.js';
import { LedgerBar, type LedgerLinks } from './ledger/ledger-bar.js';
import { type RunLive, useRunLive } from './live/use-run-live.js';
import { LogCard } from './log/log-card.js';
import { type LogFilters, logFiltersOf } from './log/log-filters.js';
import { MetricsCard } from './metrics/metrics-card.js';
import { RunNotice } from './outcome/run-notice.js';
import './run-page.css';
import { StepTimeline } from './timeline/step-timeline.js';

const openStatuses: readonly string[] = ['queued', 'running'];

/** A run: what failed and why, its ledger, its steps as they go on, and its log. */
export function RunPage() {
  const { run: executionId = '' } = useRoute().params;
  const { query, change } = useAddress();
  const filters = logFiltersOf(query);
  const live = useRunLive(executionId, filters);
  const { wire, problem, reload } = live;
  const onStep = useCallback(
    (name: string) => {
      change({ step: filters.step === name ? null : name });
    },
    [change, filters.step],
  );
  const onAttempt = useCallback(
    (number: number) => {
      change({ attempt: String(number) });
    },
    [change],
  );
  if (wire === undefined) {
    return (
      <>
        <PageHead title={`Run ${executionId}`} above={<a href={runsAddress()}>Runs</a>} />
        {problem === undefined ? (
          <Skeleton lines={20} />
        ) : (
          <Problem problem={problem} retry={reload} />
        )}
      </>
    );
  }
  const { run, steps } = wire;
  const { jobName } = run;
  const attempt = attemptOf(query.get('attempt'), steps);
  return (
    <div class="cards">
      <Head run={run} />
      <RunNotice wire={wire} />
      <StreamNotice live={live} />
      <RunButtons wire={wire} />
      <section class="card" aria-label="About the run">
        <RunFacts run={run} />
      </section>
      <Ledger wire={wire} />
      <RunChecks checks={wire.checks} />
      {jobName === null || !wire.isRepeatable ? null : (
        <RunGraph
          job={jobName}
          wire={wire}
          attempt={attempt}
          selected={filters.step}
          onStep={onStep}
        />
      )}
      <Steps
        wire={wire}
        selected={filters.step}
        onStep={onStep}
        attempt={attempt}
        onAttempt={onAttempt}
      />
      <Log live={live} run={run} steps={steps} filters={filters} onChange={change} />
      {run.status !== 'success' ? null : (
        <MetricsCard executionId={run.executionId} job={jobName} />
      )}
      <RunChildren runs={run.children} />
      <RunRequest request={run.request} />
    </div>
  );
}

function Head({ run }: { readonly run: WireRun['run'] }) {
  const { jobName, pipelineName, status } = run;
  return (
    <PageHead
      title={jobName ?? pipelineName}
      above={
        <>
          <a href={runsAddress()}>Runs</a>
          {jobName === null ? null : <a href={jobAddress(jobName)}>Job {jobName}</a>}
        </>
      }
    >
      <span role="status">
        <StatusBadge status={status} />
      </span>
      {run.attempts > 1 ? <span class="muted">{run.attempts} attempts</span> : null}
    </PageHead>
  );
}

function Ledger({ wire: { run, steps } }: { readonly wire: WireRun }) {
  if (run.rows === null || run.status === 'skipped') return null;
  const { executionId, status } = run;
  const filtering = steps.find(({ rowsFiltered }) => rowsFiltered > 0);
  const linkOf: LedgerLinks = (kind) => {
    if (kind === 'rejected') return runRejectsAddress(executionId);
    if (kind === 'filtered' && filtering !== undefined) {
      return runAddress(executionId, { step: filtering.stepName });
    }
    return kind === 'lost' ? runAddress(executionId, { level: 'warn' }) : null;
  };
  return (
    <section class="card" aria-labelledby="ledger-title">
      <h2 id="ledger-title">{status === 'rehearsed' ? 'Ledger, if it were loaded' : 'Ledger'}</h2>
      <LedgerBar ledger={run.rows} linkOf={linkOf} />
    </section>
  );
}

type TimelineProps = Parameters<typeof StepTimeline>[0];

function Steps({
  wire: { run, steps },
  ...choices
}: { readonly wire: WireRun } & Pick<
  TimelineProps,
  'selected' | 'onStep' | 'attempt' | 'onAttempt'
>) {
  const isRunning = run.status === 'running';
  if (steps.length === 0) return null;
  const looks = { steps, isRunning, ...choices };
  return (
    <section class="card" aria-labelledby="steps-title">
      <h2 id="steps-title">Steps</h2>
      {isRunning ? (
        <RunningTimeline {...looks} />
      ) : (
        <StepTimeline {...looks} endMs={Date.parse(run.completedAt ?? run.startedAt)} />
      )}
    </section>
  );
}

function RunningTimeline(looks: Omit<TimelineProps, 'endMs'>) {
  return <StepTimeline {...looks} endMs={useNow().getTime()} />;
}

function Log({
  live,
  run,
  steps,
  filters,
  onChange,
}: {
  readonly live: RunLive;
  readonly run: WireRun['run'];
  readonly steps: WireRun['steps'];
  readonly filters: LogFilters;
  readonly onChange: ReturnType<typeof useAddress>['change'];
}) {
  return (
    <LogCard
      lines={live.lines}
      filters={filters}
      steps={[...new Set(steps.map(({ stepName }) => stepName))]}
      isLive={openStatuses.includes(run.status)}
      isComplete={live.stream === 'ended'}
      eventsLost={run.eventsLost}
      onChange={onChange}
    />
  );
}

/** Why changes do not arrive. A lost connection is said above every page. */
function StreamNotice({ live: { stream, notice } }: { readonly live: RunLive }) {
  if (stream === 'refused') {
    return (
      <Notice kind="warning" title="Changes do not arrive by themselves">
        The server refused the stream of this run. Clear the filters of the log, or reload the page.
      </Notice>
    );
  }
  if (notice === null) return null;
  return (
    <Notice kind="lost" title="Changes do not arrive at this moment">
      {notice.message} The page continues by itself.
    </Notice>
  );
}
