import type { WireRun } from '../../../../src/wire/runs.js';
import { runAddress, runsAddress } from '../../../address/addresses.js';
import { Notice, type NoticeKind } from '../../../parts/notice/notice.js';
import { Moment } from '../../../parts/text/moment.js';
import { useErrorAdvice } from '../../errors/use-error-codes.js';
import { outcomeOf, type RunOutcome } from './run-outcome.js';
import './run-notice.css';

const kinds: Readonly<Record<RunOutcome['tone'], NoticeKind>> = {
  bad: 'danger',
  warning: 'warning',
  plain: 'info',
};

/** What a reader must know first: what failed and why, and what to do. */
export function RunNotice({ wire }: { readonly wire: WireRun }) {
  const outcome = outcomeOf(wire);
  if (outcome === null) return null;
  const { run } = wire;
  const { executionId, status, errorCode } = run;
  const hasProblem = status === 'failed' || run.warnings > 0;
  return (
    <Notice kind={kinds[outcome.tone]} title={outcome.title}>
      <p class="run-notice__text">{outcome.text}</p>
      {errorCode === null ? null : <Advice code={errorCode} />}
      {status === 'skipped' ? <SkippedFor wire={wire} /> : null}
      {hasProblem ? (
        <p>
          <a href={runAddress(executionId, { level: 'warn' })}>Show its warnings and errors</a>
        </p>
      ) : null}
    </Notice>
  );
}

/** The code of an error, and what its page says to do. */
function Advice({ code }: { readonly code: string }) {
  const advice = useErrorAdvice(code);
  return (
    <p>
      {advice === null ? null : <>What to do: {advice.whatToDo}. </>}
      <a class="code" href={`errors/${encodeURIComponent(code)}`}>
        {code}
      </a>
    </p>
  );
}

function SkippedFor({ wire: { run, skippedFor } }: { readonly wire: WireRun }) {
  if (skippedFor === null) {
    return (
      <p>
        <a href={runsAddress({ job: run.jobName, status: 'success' })}>
          Successful runs of the job
        </a>
      </p>
    );
  }
  const { executionId, completedAt } = skippedFor;
  return (
    <p>
      It was loaded by run{' '}
      <a class="code" href={runAddress(executionId)}>
        {executionId}
      </a>{' '}
      <Moment at={completedAt} />.
    </p>
  );
}
